using System.Globalization;

namespace DeepGen.Runtime;

/// <summary>A program with its run-time dimensions bound: the memory plan and the shapes of the outputs.</summary>
internal sealed class BoundProgram
{
    private readonly ModelDefinition model;
    private readonly ProgramDefinition program;
    private readonly InputDefinition[] gradientInputs;

    public BoundProgram(ModelDefinition model, ProgramDefinition program, ArenaLayout layout)
    {
        this.model = model;
        this.program = program;
        Dims = new nint[model.Dims.Length];
        Lifetimes = program.PlannedLifetimes();
        Plan = new ArenaPlan(Lifetimes, layout);
        gradientInputs = program.InputGradients.Length == 0 ? [] : Array.FindAll(model.Inputs, static input => input.RequiresGradient);
        GradientShapes = Array.ConvertAll(gradientInputs, static input => new nint[input.Dims.Length]);
        OutputShapes = new nint[program.Outputs.Length][];
        for (int i = 0; i < OutputShapes.Length; i++)
        {
            OutputShapes[i] = new nint[model.Outputs[i].Rank];
        }
    }

    public ProgramDefinition Program => program;

    public nint[] Dims { get; }

    public ArenaPlan Plan { get; }

    /// <summary>When each buffer is alive, as planned.</summary>
    public Lifetime[] Lifetimes { get; }

    public nint[][] OutputShapes { get; }

    /// <summary>The shapes of the inputs that have a gradient.</summary>
    public nint[][] GradientShapes { get; }

    /// <summary>On a device, what was recorded of it.</summary>
    public RecordedProgram Recorded { get; } = new();

    /// <summary>The same, where the gradients go to a place of their own, to be added to others.</summary>
    public RecordedProgram RecordedApart { get; } = new();

    /// <summary>When it was used last, in calls of the session.</summary>
    public long LastUse { get; set; }

    public void Bind(ReadOnlySpan<nint> dims)
    {
        dims.CopyTo(Dims);
        Forget();
        program.Sizes(dims, Plan.Sizes);
        Plan.Place();
        for (int i = 0; i < OutputShapes.Length; i++)
        {
            model.Outputs[i].Shape(dims, OutputShapes[i]);
        }

        for (int i = 0; i < gradientInputs.Length; i++)
        {
            DimPattern[] pattern = gradientInputs[i].Dims;
            for (int axis = 0; axis < pattern.Length; axis++)
            {
                GradientShapes[i][axis] = pattern[axis].Index < 0 ? pattern[axis].Extent : dims[pattern[axis].Index];
            }
        }
    }

    /// <summary>Forgets what was recorded of it, which gives its memory back.</summary>
    public void Forget()
    {
        Recorded.Forget();
        RecordedApart.Forget();
    }

    /// <summary>The plan with another extent of a run-time dimension; null where the model does not take that.</summary>
    /// <exception cref="DeviceOutOfMemoryException">A kernel of a device would count too far.</exception>
    public ArenaPlan? PlanWith(int dim, nint extent)
    {
        var plan = new ArenaPlan(Lifetimes, Plan.Layout);
        nint[] dims = [.. Dims];
        dims[dim] = extent;
        try
        {
            program.Sizes(dims, plan.Sizes);
        }
        catch (ArgumentException)
        {
            return null;
        }

        plan.Place();
        return plan;
    }

    /// <summary>The call in messages, as in "Classifier.Step with N = 64".</summary>
    public override string ToString()
    {
        IEnumerable<string> binding = model.Dims.Zip(
            Dims, static (name, extent) => string.Create(CultureInfo.InvariantCulture, $"{name} = {extent}"));
        return $"{model.Name}.{program.Name}{(Dims.Length == 0 ? "" : $" with {string.Join(", ", binding)}")}";
    }

    /// <summary>The beginning of a message about memory that there is not.</summary>
    public string Needs(nint floats) => $"{this} needs {Gigabytes(floats)} of working memory";

    public static string Gigabytes(nint floats) =>
        string.Create(CultureInfo.InvariantCulture, $"{floats * (double)sizeof(float) / 1e9:0.0} GB");
}
