namespace DeepGen;

/// <summary>The file of a model: its parameters, running statistics and counters of batches under PyTorch's names.</summary>
internal sealed class ModelCheckpoint
{
    private readonly CompiledModel model;
    private readonly float[] parameters;
    private readonly float[] state;
    private readonly long[] counts;

    private ModelCheckpoint(CompiledModel model, string? checksum)
    {
        this.model = model;
        Checksum = checksum;
        parameters = new float[model.Store.Values.Length];
        state = new float[model.StateStore.Values.Length];
        counts = new long[model.StateStore.Counts.Length];
    }

    /// <summary>The checksum of the file; null for one of another program.</summary>
    public string? Checksum { get; }

    public static CheckpointWriter Describe(CompiledModel model)
    {
        var writer = new CheckpointWriter(CheckpointFormat.ModelKind, model.Name, model.Definition.Fingerprint);
        for (int i = 0; i < model.Store.Definitions.Length; i++)
        {
            var definition = model.Store.Definitions[i];
            writer.Add(definition.Name, definition.Shape, model.Store.Values, model.Store.Offsets[i], definition.Length);
        }

        StateStore state = model.StateStore;
        for (int i = 0; i < state.Definitions.Length; i++)
        {
            writer.Add(state.Definitions[i].Name, state.Definitions[i].Shape, state.Values, state.Offsets[i], state.Definitions[i].Length);
        }

        for (int i = 0; i < state.Counts.Length; i++)
        {
            writer.Add(state.Counters[i].Name, state.Counts[i]);
        }

        return writer;
    }

    /// <summary>Reads and checks a whole file; the model stays as it is.</summary>
    public static ModelCheckpoint Read(string path, CompiledModel model, bool checkArchitecture)
    {
        using CheckpointReader reader = CheckpointReader.Open(path);
        CheckKind(reader);
        if (checkArchitecture)
        {
            CheckFingerprint(reader, model);
        }

        var checkpoint = new ModelCheckpoint(model, reader.Checksum);
        var staged = new StagedTensors(reader);
        for (int i = 0; i < model.Store.Definitions.Length; i++)
        {
            staged.Expect(model.Store.Definitions[i], checkpoint.parameters, model.Store.Offsets[i]);
        }

        StateStore state = model.StateStore;
        for (int i = 0; i < state.Definitions.Length; i++)
        {
            staged.Expect(state.Definitions[i], checkpoint.state, state.Offsets[i]);
        }

        for (int i = 0; i < state.Counters.Length; i++)
        {
            staged.Expect(state.Counters[i], checkpoint.counts, i);
        }

        staged.Read();
        return checkpoint;
    }

    /// <summary>Gives the model what was read.</summary>
    public void Commit()
    {
        parameters.CopyTo(model.Store.Values.Replace());
        model.Store.MarkChanged();
        state.CopyTo(model.StateStore.Values.Replace());
        counts.CopyTo(model.StateStore.Counts, 0);
    }

    public static void CheckFingerprint(CheckpointReader reader, CompiledModel model)
    {
        if (reader.Header.Metadata.TryGetValue(CheckpointFormat.FingerprintKey, out string? found)
            && found != model.Definition.Fingerprint)
        {
            string name = reader.Header.Metadata.GetValueOrDefault(CheckpointFormat.ModelKey, "");
            throw new CheckpointException(
                reader.Path,
                CheckpointFormat.FingerprintKey,
                $"it was saved by a model '{name}' of the architecture '{found}', and '{model.Name}' has '{model.Definition.Fingerprint}'",
                "load it into the model that saved it, or pass checkArchitecture: false where the difference does not matter");
        }
    }

    private static void CheckKind(CheckpointReader reader)
    {
        if (reader.Header.Metadata.TryGetValue(CheckpointFormat.KindKey, out string? kind) && kind != CheckpointFormat.ModelKind)
        {
            throw new CheckpointException(
                reader.Path, CheckpointFormat.KindKey, $"it holds a '{kind}' and not a model", "load the model's file beside it");
        }
    }
}
