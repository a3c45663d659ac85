using DeepGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Declaration;

/// <summary>What the readers of one model share: its symbol, its table of places, and the diagnostics found so far.</summary>
internal sealed class ReadContext(INamedTypeSymbol model, Compilation compilation, CancellationToken cancellation)
{
    private readonly List<SpanData> spans = [];
    private readonly List<DiagnosticData> diagnostics = [];

    public INamedTypeSymbol Model => model;

    public KnownTypes Types { get; } = new(compilation);

    public CancellationToken Cancellation => cancellation;

    /// <summary>
    /// Whether C# itself reports an error in what was read. Nothing is added to it, and the model is not compiled.
    /// </summary>
    public bool IsBroken { get; set; }

    public bool HasErrors => IsBroken || diagnostics.Exists(
        diagnostic => DiagnosticDescriptors.Get(diagnostic.Id).DefaultSeverity == DiagnosticSeverity.Error);

    public SpanTable Spans => new(spans.ToEquatableArray());

    public EquatableArray<DiagnosticData> Diagnostics => diagnostics.ToEquatableArray();

    /// <summary>Enters a place into the table, in reading order: layout does not change its ordinal.</summary>
    public int Token(Location location)
    {
        if (SpanData.From(location) is not { } span)
        {
            return 0;
        }

        spans.Add(span);
        return spans.Count - 1;
    }

    public int Token(SyntaxNode node) => Token(node.GetLocation());

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

    /// <summary>Reports a dim that reads as a constant of the class: a shape's text cannot mean it.</summary>
    public void CheckDims(string text, EquatableArray<DimDeclaration> dims, Location place)
    {
        foreach (var name in dims.Items.Select(dim => dim.Name).OfType<string>().Distinct())
        {
            var constant = Model.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue);
            if (constant is not null && Constants.Normalize(constant.ConstantValue) is long value)
            {
                Report("DG1041", place, text, name, Model.Name, Constants.Text(value));
            }
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

    public IOperation? OperationOf(SyntaxNode node) => compilation.GetSemanticModel(node.SyntaxTree).GetOperation(node, cancellation);
}
