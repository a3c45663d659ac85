using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Declaration;

/// <summary>What a class must be to be a model.</summary>
internal static class ClassRules
{
    private static readonly HashSet<string> TakenByMembers = new(StringComparer.Ordinal)
    {
        "Create", "Evaluate", "ForDevices", "Kernels", "OnDevice", "ParameterGroups", "Parameters", "Predict", "Step", "Variants",
    };

    /// <summary>Reports what is wrong with the class as such.</summary>
    /// <returns>Whether the class can be given another part.</returns>
    public static bool Check(ReadContext context, TypeDeclarationSyntax syntax)
    {
        var model = context.Model;
        if (Obstacle(model, syntax) is { } obstacle)
        {
            context.Report("DG1002", syntax.Identifier.GetLocation(), model.Name, obstacle);
            return false;
        }

        if (!syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            context.Report("DG1001", syntax.Identifier.GetLocation(), model.Name);
            return false;
        }

        CheckConstructors(context);
        return true;
    }

    private static string? Obstacle(INamedTypeSymbol model, TypeDeclarationSyntax syntax)
    {
        if (model.ContainingType is { } outer)
        {
            return $"is nested in '{outer.Name}'";
        }

        if (model.IsGenericType)
        {
            return "is generic";
        }

        if (model.IsRecord)
        {
            return "is a record";
        }

        if (model.IsStatic || model.IsAbstract)
        {
            return model.IsStatic ? "is static" : "is abstract";
        }

        if (model.IsFileLocal)
        {
            return "is local to its file";
        }

        if (syntax.ParameterList is not null)
        {
            return "has a primary constructor";
        }

        if (!Identifiers.IsName(model.Name) || TakenByMembers.Contains(model.Name))
        {
            return $"is named as {(Identifiers.IsName(model.Name) ? "a member of the generated part" : "a keyword of C#")}";
        }

        return model.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: TypeKind.Class } parent
            && parent.ToDisplayString() != "DeepGen.CompiledModel"
            ? $"has the base class '{parent.Name}'"
            : null;
    }

    private static void CheckConstructors(ReadContext context)
    {
        foreach (var constructor in context.Model.InstanceConstructors)
        {
            var declared = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation);
            if (declared is ConstructorDeclarationSyntax syntax
                && syntax.Initializer?.IsKind(SyntaxKind.ThisConstructorInitializer) != true)
            {
                context.Report("DG1011", syntax.Identifier.GetLocation(), context.Model.Name);
            }
        }
    }
}
