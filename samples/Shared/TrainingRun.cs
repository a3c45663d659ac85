using DeepGen.Data;
using DeepGen.Training;

namespace DeepGen.Samples;

/// <summary>One training as the command line wishes it, with everything that is kept of it in one folder.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <typeparam name="TBatch">A batch of its samples.</typeparam>
public sealed class TrainingRun<TModel, TBatch>
    where TModel : CompiledModel
    where TBatch : struct, IBatch<TBatch>
{
    private readonly Options options;
    private readonly OutputFolder output;

    public TrainingRun(Options options)
    {
        this.options = options;
        output = new OutputFolder(options);
    }

    public required Func<Device, ulong, TModel> Create { get; init; }

    public required DataLoader<TBatch> Train { get; init; }

    /// <summary>The samples that choose the best epoch; without them the last one is it.</summary>
    public DataLoader<TBatch>? Validation { get; init; }

    /// <summary>The samples of the final figure. Without validation samples they also show the progress, but decide nothing.</summary>
    public required DataLoader<TBatch> Test { get; init; }

    public required Func<TModel, TBatch, StepResult> Step { get; init; }

    public required Func<TModel, TBatch, StepResult> Evaluate { get; init; }

    public required Func<StepResult, TBatch, double> Accuracy { get; init; }

    public double WeightDecay { get; init; } = 0.01;

    public Func<double, double> Schedule { get; init; } = Schedules.Cosine;

    /// <summary>The epochs without a better one on the validation samples that end the training; 0 for none.</summary>
    public int Patience { get; init; }

    /// <summary>The accuracy of what was saved: a new model that knows nothing else reads the file.</summary>
    public double Run(string title, Action<TModel>? more = null)
    {
        Fit(title);
        using var reloaded = Create(options.Device, options.Seed + 1);
        reloaded.Load(output.Model);
        more?.Invoke(reloaded);
        return Measure(reloaded, Test).Accuracy;
    }

    private void Fit(string title)
    {
        using var model = Create(options.Device, options.Seed);
        using var optimizer = new AdamW(model.Parameters, options.LearningRate, weightDecay: WeightDecay);
        var parameters = model.Parameters.Span.Length;
        options.Say($"device: {model.Device}");
        options.Say($"{Train.SampleCount:N0} samples to train with, {Test.SampleCount:N0} to test; {parameters:N0} parameters");
        var trainer = new Trainer<TBatch>(model, optimizer, Train, batch => Step(model, batch))
        {
            Epochs = options.Epochs,
            Schedule = Schedule,
            Accuracy = Accuracy,
            HeldOut = () => Measure(model, Validation ?? Test),
            HeldOutName = Validation is null ? "test" : "validation",
            Best = Validation is null ? null : output.Model,
            Patience = Patience,
            Checkpoint = output.Checkpoint,
            Style = options.Quiet ? ProgressStyle.Quiet : ProgressStyle.Automatic,
        };
        if (options.Resume is { } file && trainer.Resume(file) is { } note)
        {
            Console.Error.WriteLine($"note: {note}");
        }

        trainer.Fit();
        if (Validation is null)
        {
            model.Save(output.Model);
        }
        else
        {
            options.Say($"the best epoch on the {Validation.SampleCount:N0} validation samples was {trainer.BestEpoch?.Epoch}");
        }

        CurvePlot.Write(output.Curve, trainer.History, title, trainer.HeldOutName);
        options.Say($"the model is in {output.Model}, its training curve in {output.Curve}");
    }

    private Measurement Measure(TModel model, DataLoader<TBatch> loader)
        => Measurement.Of(loader, batch => Evaluate(model, batch), Accuracy);
}
