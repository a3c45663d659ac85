namespace DeepGen.Runtime;

/// <summary>A program with its run-time dimensions bound: the memory plan and the shapes of the outputs.</summary>
internal sealed class BoundProgram
{
    private readonly ModelDefinition model;
    private readonly ProgramDefinition program;

    public BoundProgram(ModelDefinition model, ProgramDefinition program)
    {
        this.model = model;
        this.program = program;
        Dims = new nint[model.Dims.Length];
        Plan = new ArenaPlan(program.PlannedLifetimes());
        OutputShapes = [.. program.Outputs.Select((_, i) => new nint[model.Outputs[i].Rank])];
    }

    public nint[] Dims { get; }

    public ArenaPlan Plan { get; }

    public nint[][] OutputShapes { get; }

    /// <summary>When it was used last, in calls of the session.</summary>
    public long LastUse { get; set; }

    public void Bind(ReadOnlySpan<nint> dims)
    {
        dims.CopyTo(Dims);
        program.Sizes(dims, Plan.Sizes);
        Plan.Place();
        for (int i = 0; i < OutputShapes.Length; i++)
        {
            model.Outputs[i].Shape(dims, OutputShapes[i]);
        }
    }
}
