using DeepGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Declaration;

/// <summary>What the readers of one model share: its symbol, its table of places, and the diagnostics found so far.</summary>
internal sealed class ReadContext
{
    private readonly Compilation compilation;
    private readonly List<SpanData> spans = [];
    private readonly List<UseData> uses = [];
    private readonly List<DiagnosticData> diagnostics = [];
    private readonly Dictionary<SyntaxTree, SemanticModel> semantics = [];
    private readonly Dictionary<SyntaxNode, IOperation?> operations = [];
    private readonly HashSet<SyntaxTree> files;

    public ReadContext(INamedTypeSymbol model, Compilation compilation, CancellationToken cancellation)
        : this(model, compilation, [], cancellation)
    {
    }

    /// <summary>A context for a class that is looked at by itself on the way, as <paramref name="other"/> sees it.</summary>
    public ReadContext(INamedTypeSymbol type, ReadContext other)
        : this(type, other.compilation, other.files, other.Cancellation)
    {
    }

    private ReadContext(INamedTypeSymbol type, Compilation compilation, HashSet<SyntaxTree> files, CancellationToken cancellation)
    {
        this.compilation = compilation;
        this.files = files;
        Cancellation = cancellation;
        Types = new KnownTypes(compilation);
        Part = new Part(type, "", "", new ConstantScope(this, new Dictionary<ISymbol, object>(SymbolEqualityComparer.Default)), 0, null);
        AddFiles(type);
    }

    /// <summary>The part that is being read: the model, or a block that it uses.</summary>
    public Part Part { get; private set; }

    /// <summary>The class that is being read.</summary>
    public INamedTypeSymbol Model => Part.Symbol;

    public KnownTypes Types { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>
    /// Whether C# itself reports an error in what was read. Nothing is added to it, and the model is not compiled.
    /// </summary>
    public bool IsBroken { get; set; }

    public bool HasErrors => IsBroken || diagnostics.Exists(
        diagnostic => DiagnosticDescriptors.Get(diagnostic.Id).DefaultSeverity == DiagnosticSeverity.Error);

    public SpanTable Spans => new(spans.ToEquatableArray(), uses.ToEquatableArray());

    /// <summary>The files that were read: those that the classes stand in, and those of all places and bodies.</summary>
    public ISet<SyntaxTree> Files => files;

    public EquatableArray<DiagnosticData> Diagnostics => diagnostics.ToEquatableArray();

    /// <summary>Reads with another part; places that are entered meanwhile belong to its use.</summary>
    public T Within<T>(Part part, Func<T> read)
    {
        var outer = Part;
        Part = part;
        AddFiles(part.Symbol);
        try
        {
            return read();
        }
        finally
        {
            Part = outer;
        }
    }

    /// <summary>Enters a place into the table, in reading order: layout does not change its ordinal.</summary>
    public int Token(Location location)
    {
        if (SpanData.From(location) is not { } span)
        {
            return 0;
        }

        files.Add(location.SourceTree!);
        spans.Add(span with { Use = Part.Use });
        return spans.Count - 1;
    }

    /// <summary>Enters a place once more: what is read there for another call.</summary>
    public int TokenAgain(int token)
    {
        spans.Add(spans[token] with { Use = Part.Use });
        return spans.Count - 1;
    }

    /// <summary>How many places are in the table.</summary>
    public int TokenCount => spans.Count;

    public int Token(SyntaxNode node) => Token(node.GetLocation());

    /// <summary>Enters a use of a block.</summary>
    /// <param name="text">What messages call it.</param>
    /// <param name="token">Its attribute.</param>
    /// <returns>Its number, from 1.</returns>
    public int Use(string text, int token)
    {
        uses.Add(new UseData(text, token));
        return uses.Count;
    }

    /// <summary>The attribute of a use.</summary>
    public int TokenOfUse(int use) => uses[use - 1].Token;

    /// <summary>Whether a place is in a block.</summary>
    public bool IsInBlock(int token) => spans[token].Use > 0;

    public void Report(string id, Location location, params string[] arguments) =>
        diagnostics.Add(new DiagnosticData(id, Token(location), arguments));

    /// <summary>Reports a name that the generated code cannot use.</summary>
    public void CheckName(string name, NameUse use, string what, Location place)
    {
        if (Identifiers.Problem(name, use) is { } problem)
        {
            Report("DG1017", place, name, what, problem);
        }
    }

    /// <summary>Reports a name that another one in this list is the same as to the generated code.</summary>
    public void CheckUnique(string name, IEnumerable<string> others, string what, Location place)
    {
        if (others.Any(other => Identifiers.Property(other) == Identifiers.Property(name)))
        {
            Report("DG1012", place, what, Model.Name, name);
        }
    }

    /// <summary>Warns of a dim that differs in case only from one of those before it.</summary>
    public void CheckCase(TensorDeclaration tensor, IEnumerable<TensorDeclaration> before)
    {
        var known = before.SelectMany(other => other.Dims.Items).Select(dim => dim.Name).OfType<string>().Distinct().ToList();
        foreach (var name in tensor.Dims.Items.Select(dim => dim.Name).OfType<string>().Where(name => !known.Contains(name)))
        {
            if (known.Find(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)) is { } like)
            {
                Warn("DG1043", tensor.Token, name, like);
            }
        }
    }

    /// <summary>Reports at a place that is in the table already.</summary>
    public void Warn(string id, int token, params string[] arguments) => diagnostics.Add(new DiagnosticData(id, token, arguments));

    /// <summary>What a piece of syntax means. A block is read once for each of its uses, and bound once for all.</summary>
    public IOperation? OperationOf(SyntaxNode node)
    {
        if (!operations.TryGetValue(node, out var operation))
        {
            operations[node] = operation = SemanticsOf(node).GetOperation(node, Cancellation);
        }

        return operation;
    }

    public SemanticModel SemanticsOf(SyntaxNode node)
    {
        if (!semantics.TryGetValue(node.SyntaxTree, out var model))
        {
            files.Add(node.SyntaxTree);
            semantics[node.SyntaxTree] = model = compilation.GetSemanticModel(node.SyntaxTree);
        }

        return model;
    }

    /// <summary>Whether the end of a body is reachable to C#, which then has its own error.</summary>
    public bool ReachesEnd(SyntaxNode? body) => body is not BlockSyntax block
        || SemanticsOf(block).AnalyzeControlFlow(block) is not { EndPointIsReachable: false };

    /// <summary>Reports an argument that has no value here, unless C# has an error in it.</summary>
    /// <param name="written">The argument.</param>
    /// <param name="owner">The layer or field that it is written for.</param>
    public void ReportWithoutValue(WrittenArgument written, string owner)
    {
        if (written.Syntax is null || IsInError(written.Value))
        {
            IsBroken = true;
            return;
        }

        var text = BodyReader.Excerpt(written.Syntax.Expression.ToString());
        Report("DG1107", written.Syntax.GetLocation(), written.Name, owner, text, "a constant that has a value here");
    }

    private static bool IsInError(TypedConstant value) =>
        value.Kind == TypedConstantKind.Error
        || (value is { Kind: TypedConstantKind.Array, IsNull: false } && value.Values.Any(IsInError));

    /// <summary>An argument that is a text, with the constants of the part; null for another one.</summary>
    public string? TextOf(WrittenArgument written) =>
        written.Syntax is null ? null : Part.Constants.ObjectOf(written.Value, written.Syntax.Expression) as string;

    /// <summary>Reads the text of a shape, in which the constants of the class stand for their values.</summary>
    /// <returns>What is wrong with the text, or null.</returns>
    public string? ReadShape(string text, out EquatableArray<DimDeclaration> dims) =>
        ShapeText.Read(text, name => Part.Constants.Integer(Model, name), out dims);

    /// <summary>Whether the source of a class is part of the compilation that is read.</summary>
    public bool HasSource(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);

    private void AddFiles(INamedTypeSymbol type)
    {
        foreach (var declaration in type.DeclaringSyntaxReferences) files.Add(declaration.SyntaxTree);
    }
}
