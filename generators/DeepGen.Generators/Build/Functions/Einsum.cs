using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build.Functions;

/// <summary>A sum of products by an equation that gives each axis of each operand a letter.</summary>
internal sealed class Einsum : ValueFunction
{
    public override string Name => "Einsum";

    public override Node Build(CallSite call)
    {
        var equation = new Equation(call);
        var operands = equation.Operands;
        var products = new Products(call.Graph);
        var product = operands[0];
        for (int next = 1; next < operands.Count; next++)
        {
            string kept = string.Concat(operands.Skip(next + 1).Select(operand => operand.Labels).Append(equation.Output));
            product = products.Multiply(product, operands[next], kept);
        }

        return products.Ordered(product, equation.Output);
    }

    /// <summary>An equation that fits its operands.</summary>
    private sealed class Equation
    {
        private readonly CallSite call;
        private readonly string text;

        public Equation(CallSite call)
        {
            this.call = call;
            text = call.Arguments.Find("Equation")?.Text ?? "";
            string[] sides = text.Replace(" ", "").Split(["->"], StringSplitOptions.None);
            string[] labels = sides[0].Split(',');
            if (sides.Length > 2) throw Error("has more than one arrow");
            if (text.Contains(".")) throw Error("has an ellipsis, which DeepGen does not read; write a letter for each dim");
            if (sides.Any(side => side.Any(letter => letter != ',' && !char.IsLetter(letter))))
                throw Error("holds something other than letters, commas and one arrow");
            if (sides.Length == 2 && sides[1].Contains(",")) throw Error("has a comma behind the arrow, where one result stands");
            if (labels.Length != call.Inputs.Count)
                throw Error($"has {CallSite.Text(labels.Length)} operands but is given {CallSite.Text(call.Inputs.Count)} values");
            Operands = [.. call.Inputs.Select((input, at) => Operand(input.Value, labels[at]))];
            CheckExtents();
            Output = sides.Length == 2 ? sides[1] : Implicit(sides[0]);
            CheckOutput(sides[0]);
        }

        public IReadOnlyList<Labelled> Operands { get; }

        public string Output { get; }

        private Labelled Operand(TracedValue value, string labels)
        {
            if (value.Node.Type != DType.Float32) throw call.Error("DG1109", value.Step, "integers", call.Title, "floats");
            if (labels.Length != value.Node.Shape.Rank)
                throw Error($"gives {CallSite.Text(labels.Length)} letters to {value.Node.Shape}: {value.History()}");
            var operand = new Labelled(value.Node, labels);
            while (operand.Labels.GroupBy(letter => letter).FirstOrDefault(group => group.Count() > 1) is { Key: var letter })
                operand = OnDiagonal(operand, letter, value);
            return operand;
        }

        /// <summary>The elements where two axes of one letter have the same coordinate, as one axis behind the others.</summary>
        private Labelled OnDiagonal(Labelled operand, char letter, TracedValue from)
        {
            int first = operand.Labels.IndexOf(letter), second = operand.Labels.IndexOf(letter, first + 1);
            var (one, other) = (operand.Node.Shape[first], operand.Node.Shape[second]);
            return one == other
                ? new(Diagonal.Of(call.Graph, operand.Node, first, second), operand.Labels.Remove(second, 1).Remove(first, 1) + letter)
                : throw Error(
                    $"gives '{letter}' the extents {one} and {other}, which are not known to be equal; they come from {from.History()}");
        }

        /// <summary>Without an arrow: the letters that stand once, in alphabetical order.</summary>
        private static string Implicit(string labels) => string.Concat(
            labels.Where(char.IsLetter).GroupBy(letter => letter).Where(group => group.Count() == 1)
                .Select(group => group.Key).OrderBy(letter => letter));

        private void CheckOutput(string labels)
        {
            foreach (char letter in Output)
            {
                if (!labels.Contains(letter)) throw Error($"has '{letter}' behind the arrow and not before it");
                if (Output.Count(other => other == letter) > 1) throw Error($"has '{letter}' twice behind the arrow");
            }
        }

        private void CheckExtents()
        {
            var known = new Dictionary<char, (Dim Extent, TracedValue From)>();
            for (int at = 0; at < Operands.Count; at++)
            {
                foreach (char letter in Operands[at].Labels)
                {
                    var (extent, from) = (Operands[at].Extent(letter), call.Inputs[at].Value);
                    if (!known.TryGetValue(letter, out var before) || before.Extent.IsOne) known[letter] = (extent, from);
                    else if (before.Extent != extent && !extent.IsOne)
                    {
                        throw Error($"gives '{letter}' the extents {before.Extent} and {extent}, which are not known to be equal; "
                            + $"they come from {before.From.History()} and {from.History()}");
                    }
                }
            }
        }

        private BuildException Error(string problem) => call.ErrorAt("Equation", "DG1122", text, problem);
    }
}
