using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Declaration;

/// <summary>
/// Reads a class with <c>[Block]</c> by itself: what is wrong with it whoever uses it, and whatever its constants are. The rest is
/// found where a model uses it.
/// </summary>
internal static class BlockReader
{
    private const int InputLimit = 2;

    private static readonly ReadingMemory<BlockReading> Memory = new();

    /// <summary>What is wrong with a block, and where.</summary>
    public static BlockReading Read(GeneratorAttributeSyntaxContext source, CancellationToken cancellation)
        => Memory.Get(source.TargetNode, source.SemanticModel.Compilation, () => ReadAnew(source, cancellation));

    /// <summary>Reports what is wrong with the class.</summary>
    public static void Check(ReadContext context)
    {
        var block = context.Model;
        var stack = StackReader.Find(context);
        var graph = GraphReader.Find(context);
        context.IsBroken |= KnownTypes.HasUnknownAttribute(block);
        if (context.IsBroken)
        {
            return;
        }

        if (Obstacle(context, stack) is { } obstacle)
        {
            context.Report("DG1026", block.Locations[0], block.Name, obstacle);
        }
        else if (!stack.IsEmpty && !graph.IsEmpty)
        {
            context.Report("DG1004", stack.FirstPlace, block.Name, stack.Description, graph.Description);
        }
        else if (!stack.IsEmpty)
        {
            StackReader.CheckPlaces(context, stack);
        }
        else if (graph.IsEmpty)
        {
            context.Report("DG1003", block.Locations[0], block.Name);
        }
        else
        {
            CheckGraph(context, graph);
        }
    }

    private static FreshReading<BlockReading> ReadAnew(GeneratorAttributeSyntaxContext source, CancellationToken cancellation)
    {
        var context = new ReadContext((INamedTypeSymbol)source.TargetSymbol, source.SemanticModel.Compilation, cancellation);
        context.Token(((TypeDeclarationSyntax)source.TargetNode).Identifier.GetLocation());
        Check(context);
        var isClean = !context.IsBroken && context.Diagnostics.IsEmpty;
        return new(new BlockReading(context.Diagnostics, context.Spans), isClean ? context.Files : null);
    }

    private static string? Obstacle(ReadContext context, StackAttributes stack)
    {
        var block = context.Model;
        return ModelReader.IsModel(block) ? "is a model already"
            : stack.Inputs.Count > 0 ? "has an input of its own; its input is what it is called with"
            : stack.Losses.Count > 0 || block.GetMembers(GraphReader.LossName).OfType<IMethodSymbol>().Any()
                ? "has a loss; the loss is the model's"
            : block.IsGenericType ? "is generic"
            : block.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: TypeKind.Class } parent
                ? $"has the base class '{parent.Name}'"
            : null;
    }

    private static void CheckGraph(ReadContext context, GraphMembers members)
    {
        foreach (var field in members.Fields.Where(field => field.Type is not IErrorTypeSymbol && !KnownTypes.HasUnknownAttribute(field)))
        {
            if (PartReader.ProblemOf(context, field) is { } problem)
            {
                context.Report("DG1019", field.Locations[0], field.Name, problem);
            }
        }

        if (!members.HasForward)
        {
            context.Report("DG1009", context.Model.Locations[0], context.Model.Name);
        }
        else if (GraphReader.FindMethod(context, GraphReader.ForwardName, report: true) is { } forward)
        {
            CheckForward(context, forward);
        }
    }

    private static void CheckForward(ReadContext context, IMethodSymbol forward)
    {
        if (forward.ReturnType is IErrorTypeSymbol || forward.Parameters.Any(parameter => parameter.Type is IErrorTypeSymbol))
        {
            context.IsBroken = true;
        }
        else if (!context.Types.IsValue(forward.ReturnType))
        {
            context.Report("DG1018", forward.Locations[0], forward.Name,
                $"'{forward.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "a Value, as a block does");
        }
        else if (forward.Parameters.Length is 0 or > InputLimit)
        {
            context.Report("DG1026", forward.Locations[0], context.Model.Name,
                $"takes {(forward.Parameters.Length == 0 ? "no" : "more than two")} values; a layer takes one or two");
        }
        else
        {
            foreach (var parameter in forward.Parameters.Where(parameter => !context.Types.IsValue(parameter.Type)))
            {
                context.Report("DG1026", parameter.Locations[0], context.Model.Name,
                    $"takes '{parameter.Name}' of type '{parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'; "
                    + "a layer takes Values");
            }
        }
    }
}

/// <summary>What was found wrong with a block.</summary>
internal sealed record BlockReading(EquatableArray<Diagnostics.DiagnosticData> Diagnostics, SpanTable Spans);
