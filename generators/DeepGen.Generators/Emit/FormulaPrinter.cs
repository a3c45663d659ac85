using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Emit;

/// <summary>
/// Prints formulas. What occurs more than once gets a variable; a product that is only added becomes a fused
/// multiply-add.
/// </summary>
/// <param name="writer">Receives the variables' declarations.</param>
/// <param name="dialect">How values are written.</param>
/// <param name="leaf">Prints a leaf.</param>
/// <param name="counter">Numbers variables within the kernel.</param>
/// <param name="parent">What was declared further out, over the same type.</param>
internal sealed class FormulaPrinter(
    CodeWriter writer, Dialect dialect, Func<ScalarExpression, string> leaf, Counter counter, FormulaPrinter? parent = null)
{
    private readonly Dictionary<ScalarExpression, string> variables = [];
    private readonly Dictionary<ScalarExpression, int> uses = [];

    /// <summary>Counts what a formula uses, so that shared parts are found before the first of them is printed.</summary>
    public void Announce(ScalarExpression formula)
    {
        uses[formula] = uses.TryGetValue(formula, out int count) ? count + 1 : 1;
        if (count > 0) return;
        foreach (var operand in formula.Operands) Announce(operand);
    }

    /// <summary>Makes a variable stand for a formula.</summary>
    public void Define(ScalarExpression formula, string variable) => variables[formula] = variable;

    public bool Knows(ScalarExpression formula) => Find(formula) is not null;

    public string Print(ScalarExpression formula)
    {
        if (Find(formula) is { } known) return known;
        string text = formula switch
        {
            Literal literal => dialect.Number(literal.Value),
            ScalarCall call => Call(call),
            _ => leaf(formula),
        };
        bool share = formula is not Literal && uses.TryGetValue(formula, out int count) && count > 1;
        return share ? Declare(formula, text) : text;
    }

    /// <summary>Prints a formula into a variable of its own.</summary>
    public string Declare(ScalarExpression formula) => Find(formula) ?? Declare(formula, Print(formula));

    private string? Find(ScalarExpression formula) => variables.TryGetValue(formula, out string? known) ? known : parent?.Find(formula);

    private string Declare(ScalarExpression formula, string text)
    {
        if (Find(formula) is { } known) return known;
        string name = counter.Next("v");
        writer.Line($"{dialect.TypeOf(formula)} {name} = {Unwrap(text)};");
        variables[formula] = name;
        return name;
    }

    private string Call(ScalarCall call)
    {
        if (call.Function == ScalarFunctions.Add)
        {
            for (int product = 0; product < 2; product++)
            {
                if (call.Operands[product] is ScalarCall { Function: var function } factors && function == ScalarFunctions.Multiply
                    && !Knows(factors) && !(uses.TryGetValue(factors, out int count) && count > 1))
                {
                    string first = Argument(factors.Operands[0]), second = Argument(factors.Operands[1]);
                    return dialect.MultiplyAdd(first, second, Argument(call.Operands[1 - product]));
                }
            }
        }

        return dialect.Apply(call.Function, [.. call.Operands.Select(Print)]);
    }

    private string Argument(ScalarExpression formula) => Unwrap(Print(formula));

    /// <summary>Without the parentheses around the whole.</summary>
    public static string Unwrap(string text)
    {
        if (text.Length < 2 || text[0] != '(' || text[text.Length - 1] != ')') return text;
        int depth = 0;
        for (int at = 0; at < text.Length - 1; at++)
        {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (depth == 0) return text;
        }

        return text.Substring(1, text.Length - 2);
    }
}

/// <summary>Hands out names that are unique within a kernel.</summary>
internal sealed class Counter
{
    private readonly Dictionary<string, int> next = [];

    public string Next(string stem)
    {
        next.TryGetValue(stem, out int number);
        next[stem] = number + 1;
        return FormattableString.Invariant($"{stem}{number}");
    }
}
