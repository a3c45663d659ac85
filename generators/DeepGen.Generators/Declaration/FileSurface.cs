using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepGen.Generators.Declaration;

/// <summary>
/// What a file means to the other files of its compilation: its tokens, without those that can change the meaning of nothing outside of
/// it. Where two versions of a file have the same surface, every name in every other file is bound alike, to the same constants.
/// </summary>
internal static class FileSurface
{
    private static readonly ConditionalWeakTable<SyntaxTree, string> Known = new();

    /// <summary>Whether no other file can tell one version of a file from the other.</summary>
    public static bool AreEqual(SyntaxTree first, SyntaxTree second) =>
        ReferenceEquals(first, second) || string.Equals(Of(first), Of(second), StringComparison.Ordinal);

    private static string Of(SyntaxTree tree) => Known.GetValue(tree, Read);

    private static string Read(SyntaxTree tree)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot();
        var text = new StringBuilder();
        foreach (var token in root.DescendantTokens(node => !IsInner(node)).Concat(ProgramNames(root)))
        {
            text.Append(token.Text).Append('\0');
        }

        return text.ToString();
    }

    /// <summary>
    /// Whether a piece of syntax is of no meaning to other files: bodies, values that are no constants, and the attributes of types and
    /// fields. Attributes of methods and parameters may decide which overload is called.
    /// </summary>
    private static bool IsInner(SyntaxNode node) => node switch
    {
        BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax => true,
        AttributeListSyntax => node.Parent is BaseTypeDeclarationSyntax or FieldDeclarationSyntax,
        EqualsValueClauseSyntax =>
            node.Parent is PropertyDeclarationSyntax || (node.Parent is VariableDeclaratorSyntax && !IsConstant(node)),
        _ => false,
    };

    private static bool IsConstant(SyntaxNode initializer) =>
        initializer.FirstAncestorOrSelf<BaseFieldDeclarationSyntax>() is { } field && field.Modifiers.Any(SyntaxKind.ConstKeyword);

    /// <summary>
    /// The names in a program that is written without a class: C# finds its locals from every file, if only to forbid their use there.
    /// </summary>
    private static IEnumerable<SyntaxToken> ProgramNames(CompilationUnitSyntax root) =>
        root.Members.OfType<GlobalStatementSyntax>().SelectMany(statement => statement.DescendantNodes()).Select(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier,
            SingleVariableDesignationSyntax variable => variable.Identifier,
            LocalFunctionStatementSyntax function => function.Identifier,
            _ => default,
        }).Where(name => name != default);
}
