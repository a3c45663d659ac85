using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;

namespace DeepGen.Generators.Build.Layers;

/// <summary>In training, zero with a probability, and otherwise scaled so that the mean stays.</summary>
internal class Dropout : RandomChoice
{
    public override string Kind => "Dropout";

    protected override bool ByChannel => false;

    protected override void CheckRank(CallSite call, Node input)
    {
    }

    /// <summary>Of a probability of 1 nothing is kept, since no uniform number reaches it.</summary>
    protected override (ScalarExpression Kept, ScalarExpression Dropped) Formulas(ScalarExpression probability)
        => ((1 / (1 - probability)) * new Argument(0), 0);
}
