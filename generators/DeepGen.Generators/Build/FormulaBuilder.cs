using DeepGen.Generators.Declaration;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build;

/// <summary>A user's scalar function as a formula of the graph.</summary>
internal sealed class FormulaBuilder
{
    private static readonly Dictionary<string, Func<ScalarExpression[], ScalarExpression>> Functions = new(StringComparer.Ordinal)
    {
        ["Add"] = x => x[0] + x[1],
        ["Subtract"] = x => x[0] - x[1],
        ["Multiply"] = x => x[0] * x[1],
        ["Divide"] = x => x[0] / x[1],
        ["Negate"] = x => -x[0],
        ["Abs"] = x => ScalarFunctions.Abs.Of(x),
        ["Ceiling"] = x => -ScalarFunctions.Floor.Of(-x[0]),
        ["Clamp"] = x => ScalarFunctions.Select.Of(
            ScalarFunctions.Less.Of(x[0], x[1]), x[1],
            ScalarFunctions.Select.Of(ScalarFunctions.Less.Of(x[2], x[0]), x[2], x[0])),
        ["Cos"] = x => ScalarFunctions.Cos.Of(x),
        ["Cosh"] = x => 0.5 * (ScalarFunctions.Exp.Of(x[0]) + ScalarFunctions.Exp.Of(-x[0])),
        ["Exp"] = x => ScalarFunctions.Exp.Of(x),
        ["ExpM1"] = x => ScalarFunctions.Expm1.Of(x),
        ["Floor"] = x => ScalarFunctions.Floor.Of(x),
        ["FusedMultiplyAdd"] = x => (x[0] * x[1]) + x[2],
        ["Log"] = x => x.Length == 1 ? ScalarFunctions.Log.Of(x) : ScalarFunctions.Log.Of(x[0]) / ScalarFunctions.Log.Of(x[1]),
        ["Log10"] = x => (1 / Math.Log(10)) * ScalarFunctions.Log.Of(x),
        ["Log2"] = x => (1 / Math.Log(2)) * ScalarFunctions.Log.Of(x),
        ["LogP1"] = x => ScalarFunctions.Log1p.Of(x),
        ["Max"] = x => ScalarFunctions.Maximum.Of(x),
        ["Min"] = x => ScalarFunctions.Minimum.Of(x),
        ["Pow"] = x => ScalarFunctions.Power.Of(x),
        ["Sin"] = x => ScalarFunctions.Sin.Of(x),
        ["Sinh"] = x => 0.5 * (ScalarFunctions.Expm1.Of(x[0]) - ScalarFunctions.Expm1.Of(-x[0])),
        ["Sqrt"] = x => ScalarFunctions.Sqrt.Of(x),
        ["Tan"] = x => ScalarFunctions.Sin.Of(x) / ScalarFunctions.Cos.Of(x),
        ["Tanh"] = x => ScalarFunctions.Tanh.Of(x),
        ["Truncate"] = x => ScalarFunctions.Select.Of(
            ScalarFunctions.Less.Of(x[0], 0), -ScalarFunctions.Floor.Of(-x[0]), ScalarFunctions.Floor.Of(x)),
    };

    private readonly Dictionary<string, ScalarExpression> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Choice> predicates = new(StringComparer.Ordinal);

    private FormulaBuilder()
    {
    }

    /// <summary>What is taken where a truth value holds, and where it does not.</summary>
    private delegate ScalarExpression Choice(ScalarExpression yes, ScalarExpression no);

    /// <summary>The functions that it knows.</summary>
    public static IEnumerable<string> Known => Functions.Keys;

    /// <summary>The formula, its arguments numbered as its parameters, in forms that do not overflow.</summary>
    public static ScalarExpression Build(FormulaDeclaration formula)
    {
        var builder = new FormulaBuilder();
        for (int at = 0; at < formula.Parameters.Length; at++) builder.numbers.Add(formula.Parameters[at], new Argument(at));
        foreach (var statement in formula.Statements)
        {
            if (IsPredicate(statement.Value)) builder.predicates.Add(statement.Targets[0], builder.Predicate(statement.Value));
            else builder.numbers.Add(statement.Targets[0], builder.Number(statement.Value));
        }

        return SafeForms.Of(builder.Number(formula.Result));
    }

    private static bool IsPredicate(Expression expression)
        => expression is FunctionCall { Name: var name } && (FormulaFunctions.Predicates.Contains(name) || name is "And" or "Or" or "Not");

    private ScalarExpression Number(Expression expression) => expression switch
    {
        ReferenceExpression reference => numbers[reference.Name],
        ConstantExpression constant => constant.Value.Number,
        FunctionCall { Name: FormulaFunctions.Select } call
            => Predicate(Operand(call, 0))(Number(Operand(call, 1)), Number(Operand(call, 2))),
        FunctionCall call => Functions[call.Name]([.. call.Arguments.Items.Select(argument => Number(argument.Value))]),
        _ => throw new InvalidOperationException($"{expression} is no number."),
    };

    private Choice Predicate(Expression expression)
    {
        if (expression is ReferenceExpression reference) return predicates[reference.Name];
        var call = (FunctionCall)expression;
        switch (call.Name)
        {
            case "Not":
                var negated = Predicate(Operand(call, 0));
                return (yes, no) => negated(no, yes);
            case "And":
                var (first, second) = (Predicate(Operand(call, 0)), Predicate(Operand(call, 1)));
                return (yes, no) => first(second(yes, no), no);
            case "Or":
                var (one, other) = (Predicate(Operand(call, 0)), Predicate(Operand(call, 1)));
                return (yes, no) => one(yes, other(yes, no));
        }

        var (left, right) = (Number(Operand(call, 0)), Number(Operand(call, 1)));
        var holds = call.Name switch
        {
            "LessThan" => ScalarFunctions.Less.Of(left, right),
            "LessThanOrEqual" => ScalarFunctions.LessOrEqual.Of(left, right),
            "GreaterThan" => ScalarFunctions.Less.Of(right, left),
            "GreaterThanOrEqual" => ScalarFunctions.LessOrEqual.Of(right, left),
            _ => ScalarFunctions.Equal.Of(left, right),
        };
        return call.Name == "NotEquals"
            ? (yes, no) => ScalarFunctions.Select.Of(holds, no, yes)
            : (yes, no) => ScalarFunctions.Select.Of(holds, yes, no);
    }

    private static Expression Operand(FunctionCall call, int at) => call.Arguments[at].Value;
}
