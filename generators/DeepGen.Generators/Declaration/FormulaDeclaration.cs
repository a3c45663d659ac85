namespace DeepGen.Generators.Declaration;

/// <summary>
/// A scalar function of the user's own: a method with <c>[Pointwise]</c>, read. Expressions are references to its parameters and
/// statements, constants, and calls of <see cref="FormulaFunctions"/>.
/// </summary>
/// <param name="Name">The method's name.</param>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="Statements">Values that are given a name, each once.</param>
/// <param name="Result">What it returns.</param>
internal sealed record FormulaDeclaration(
    string Name, EquatableArray<string> Parameters, EquatableArray<Statement> Statements, Expression Result)
{
    /// <summary>The whole of it, equal for equal functions.</summary>
    public string Text
    {
        get
        {
            var lines = Statements.Items.Select(statement => $"{statement.Targets[0]} = {ArchitectureText.Of(statement.Value)}; ");
            return $"({string.Join(", ", Parameters.Items)}) => {{ {string.Concat(lines)}{ArchitectureText.Of(Result)} }}";
        }
    }
}

/// <summary>A formula while a body is read.</summary>
internal sealed record FormulaOperand(FormulaDeclaration Formula) : Operand;

/// <summary>What a formula may call. The names are those of the methods of <c>MathF</c> and of the operators.</summary>
internal static class FormulaFunctions
{
    public const string Select = "Select";

    /// <summary>Operators that give a truth value.</summary>
    public static readonly HashSet<string> Predicates = new(StringComparer.Ordinal)
    {
        "Equals", "NotEquals", "LessThan", "LessThanOrEqual", "GreaterThan", "GreaterThanOrEqual",
    };

    /// <summary>Operators that give a number.</summary>
    public static readonly HashSet<string> Arithmetic = new(StringComparer.Ordinal) { "Add", "Subtract", "Multiply", "Divide" };

    /// <summary>Methods of <c>MathF</c>, of <c>float</c> and, where they take floats, of <c>Math</c>.</summary>
    public static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "Abs", "Ceiling", "Clamp", "Cos", "Cosh", "Exp", "ExpM1", "Floor", "FusedMultiplyAdd", "Log", "Log10", "Log2", "LogP1", "Max",
        "Min", "Pow", "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "Truncate",
    };
}
