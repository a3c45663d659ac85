using System.Globalization;
using System.Text.RegularExpressions;
using DeepGen.Generators.Emit.CSharp;

namespace DeepGen.Generators.Tests.Devices;

/// <summary>Numbers of groups from the expressions of C# that programs launch kernels with: sums, products, whole quotients.</summary>
internal static class GroupCount
{
    public static long Of(string expression, IReadOnlyDictionary<string, long> dims)
    {
        var variables = dims.ToDictionary(dim => CSharpText.DimName(dim.Key), dim => dim.Value);
        string plain = Regex.Replace(expression, @"(?<=\d)_(?=\d)", "");
        var words = new Queue<string>(Regex.Matches(plain, @"\w+|[-+*/()]").Select(word => word.Value));
        long value = Sum();
        words.ShouldBeEmpty(expression);
        return value;

        long Sum()
        {
            long sum = Product();
            while (words.TryPeek(out string? sign) && sign is "+" or "-")
            {
                words.Dequeue();
                sum += (sign == "+" ? 1 : -1) * Product();
            }

            return sum;
        }

        long Product()
        {
            long product = Factor();
            while (words.TryPeek(out string? sign) && sign is "*" or "/")
            {
                words.Dequeue();
                product = sign == "*" ? product * Factor() : product / Factor();
            }

            return product;
        }

        long Factor()
        {
            string word = words.Dequeue();
            if (word != "(") return char.IsDigit(word[0]) ? long.Parse(word, CultureInfo.InvariantCulture) : variables[word];
            long inner = Sum();
            words.Dequeue().ShouldBe(")");
            return inner;
        }
    }
}
