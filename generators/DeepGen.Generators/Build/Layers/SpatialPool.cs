using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build.Layers;

/// <summary>One value for each of some windows over the axes after batch and channels. Its class is called as its kind.</summary>
internal abstract class SpatialPool(int rank) : LayerKind
{
    public override string Kind => GetType().Name;

    public override string Function => Kind;

    public override bool MakesImages => true;

    /// <summary>The number of axes after batch and channels.</summary>
    protected int AxisCount => rank;

    public sealed override Node Build(CallSite call, Node input)
    {
        call.RequireRank(input, Spatial.First + rank, Spatial.Expected(rank));
        return Over(call, input);
    }

    /// <summary>The pooling of an input of the right rank.</summary>
    protected abstract Node Over(CallSite call, Node input);
}
