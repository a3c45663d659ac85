using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Schedule.Cpu;

/// <summary>
/// The loops of a product that Winograd's algorithm can do: 3 x 3 taps that move over images in steps of one. Either the positions are the
/// result's and the taps are summed (a convolution, or the gradient of one with respect to its input), or the other way round (the gradient
/// with respect to the kernel).
/// </summary>
/// <param name="Image">The factor that the taps move over.</param>
/// <param name="Batch">The loop over images, or -1 for a single one.</param>
/// <param name="Output">The channels of the factor, or of the result, that the taps do not move over.</param>
/// <param name="Input">The channels of the image.</param>
internal sealed record WinogradForm(
    bool IsGradient, int Image, int Batch, int Output, int Input, int Row, int Column, int TapRow, int TapColumn)
{
    private const long Taps = 3;
    private const long Tile = 4;

    // In products of one element, on a processor that does two vectors of products in a cycle: what the transforms of an input and of a
    // result cost at each position, and what share of the peak products of few terms reach.
    private const double InputCost = 16, OutputCost = 12, ShortSum = 12;

    /// <summary>What else must be gained than the cost of reading and writing more.</summary>
    private const double Margin = 1.2;

    /// <summary>The form of a product; null where it has none.</summary>
    public static WinogradForm? Of(ContractOperator contract) => Of(contract, 0) ?? Of(contract, 1);

    /// <summary>Whether it is faster than the plain sum, counted in products.</summary>
    public bool Pays(ContractOperator contract)
    {
        Dim inputs = contract.Loops[Input], outputs = contract.Loops[Output];
        if (!inputs.IsConstant || !outputs.IsConstant) return false;
        double covered = Covered(contract.Loops[Row]) * Covered(contract.Loops[Column]);
        double products = covered * 36 / 16 * inputs.Value * outputs.Value * (1 + (ShortSum / (IsGradient ? 28 : inputs.Value)));
        double transforms = covered * ((InputCost * inputs.Value) + (OutputCost * outputs.Value));
        return (products + transforms) * Margin < Taps * Taps * inputs.Value * outputs.Value;
    }

    /// <summary>How much more positions tiles cover than there are.</summary>
    private static double Covered(Dim extent)
        => extent.IsConstant ? (double)((extent.Value + Tile - 1) / Tile * Tile) / extent.Value : 1;

    private static WinogradForm? Of(ContractOperator contract, int image)
    {
        var map = contract.Map(image).Items;
        var other = contract.Map(1 - image).Items;
        if (other.Any(index => index.Terms.Length != 1)) return null;
        var slides = map.Where(index => index.Terms.Length > 1).ToArray();
        if (slides.Length != 2 || !slides.All(IsUnitSlide)) return null;
        if (map.Any(index => index.Terms.Length == 1 && index.Direct < 0)) return null;

        bool InOther(int loop) => other.Any(index => index.Uses(loop));
        var shared = slides.Select(index => index.Terms.Items.Where(term => InOther(term.Loop)).ToArray()).ToArray();
        if (shared.Any(terms => terms.Length != 1)) return null;
        int[] summed = [.. shared.Select(terms => terms[0].Loop)];
        int[] kept = [.. slides.Select((index, at) => index.Terms.Items.First(term => term.Loop != summed[at]).Loop)];
        bool areApart = summed.Concat(kept).Distinct().Count() == 4
            && summed.Concat(kept).All(loop => map.Count(index => index.Uses(loop)) == 1);
        if (!areApart || summed.Any(loop => loop < contract.OutputRank) || kept.Any(loop => loop >= contract.OutputRank)) return null;

        bool AreTaps(int[] loops) => loops.All(loop => contract.Loops[loop] == Dim.Constant(Taps));
        bool isGradient = !AreTaps(summed);
        if (isGradient && (!AreTaps(kept) || other.Any(index => index.Direct < 0))) return null;

        var rest = Enumerable.Range(0, contract.Loops.Rank)
            .Where(loop => !contract.Loops[loop].IsOne && !summed.Contains(loop) && !kept.Contains(loop));
        var roles = rest.ToLookup(loop => (
            IsResult: loop < contract.OutputRank, InImage: map.Any(index => index.Uses(loop)), InOther: InOther(loop)));
        var outputs = roles[(true, false, true)].ToArray();
        var batch = roles[isGradient ? (false, true, true) : (true, true, false)].ToArray();
        var inputs = roles[isGradient ? (true, true, false) : (false, true, true)].ToArray();
        bool isWhole = roles.Sum(role => role.Count()) == outputs.Length + inputs.Length + batch.Length;
        if (outputs.Length != 1 || inputs.Length != 1 || batch.Length > 1 || !isWhole) return null;
        var (positions, taps) = isGradient ? (summed, kept) : (kept, summed);
        return new(
            isGradient, image, batch.Append(-1).First(), outputs[0], inputs[0], positions[0], positions[1], taps[0], taps[1]);
    }

    private static bool IsUnitSlide(AffineIndex index)
        => index.Terms.Length == 2 && index.Terms.Items.All(term => term.Coefficient == 1);
}
