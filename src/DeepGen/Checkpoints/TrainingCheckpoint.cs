using System.Globalization;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// The file beside a model's that makes training go on as if it had not stopped: the optimizer's buffers, options and steps, the
/// model's seed, steps and settings, and what the training loop has added. It names the checksum of the model's file that it belongs to.
/// </summary>
internal sealed class TrainingCheckpoint
{
    private readonly Dictionary<string, float[]> buffers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> options = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> written = new(StringComparer.Ordinal);
    private readonly List<(int Index, float Value)> settings = [];
    private readonly string path;
    private ulong seed;
    private long step;
    private long optimizerStep;

    private TrainingCheckpoint(string path) => this.path = path;

    public static CheckpointWriter Describe(CompiledModel model, string parametersChecksum, Optimizer? optimizer, TrainingState? training)
    {
        var writer = new CheckpointWriter(CheckpointFormat.TrainingKind, model.Name, model.Definition.Fingerprint);
        writer.AddMetadata(CheckpointFormat.ParametersKey, parametersChecksum);
        writer.AddMetadata(CheckpointFormat.SeedKey, model.Seed.ToString(CultureInfo.InvariantCulture));
        writer.AddMetadata(CheckpointFormat.StepKey, Text(model.StepCount));
        for (int i = 0; i < model.Settings.Count; i++)
        {
            string value = model.Settings[i].ToString("R", CultureInfo.InvariantCulture);
            writer.AddMetadata(CheckpointFormat.SettingPrefix + model.Definition.Settings[i].Name, value);
        }

        if (optimizer is not null)
        {
            writer.AddMetadata(CheckpointFormat.OptimizerKey, optimizer.Name);
            writer.AddMetadata(CheckpointFormat.OptimizerStepKey, Text(optimizer.StepCount));
            foreach ((string name, double value) in Options(optimizer))
            {
                writer.AddMetadata(CheckpointFormat.OptionPrefix + name, value.ToString("R", CultureInfo.InvariantCulture));
            }

            foreach ((string name, MirroredBuffer buffer) in optimizer.Buffers)
            {
                writer.Add(CheckpointFormat.BufferPrefix + name, [(int)buffer.Length], buffer, 0, buffer.Length);
            }
        }

        foreach ((string name, long value) in training?.Numbers ?? new Dictionary<string, long>())
        {
            writer.AddMetadata(CheckpointFormat.NumberPrefix + name, Text(value));
        }

        foreach ((string name, string value) in training?.Texts ?? new Dictionary<string, string>())
        {
            writer.AddMetadata(CheckpointFormat.TextPrefix + name, value);
        }

        return writer;
    }

    /// <summary>The checksum of the model's file that a state belongs to; null where the state cannot be read.</summary>
    public static string? Owner(string path)
    {
        try
        {
            using CheckpointReader reader = CheckpointReader.Open(path);
            return reader.Header.Metadata.GetValueOrDefault(CheckpointFormat.ParametersKey);
        }
        catch (CheckpointException)
        {
            // Whoever needs the state reads it again, and then hears why it cannot be read.
            return null;
        }
    }

    /// <summary>Reads and checks a whole file; model and optimizer stay as they are.</summary>
    public static TrainingCheckpoint Read(
        string path, string? parametersChecksum, CompiledModel model, Optimizer? optimizer, bool checkArchitecture)
    {
        using CheckpointReader reader = CheckpointReader.Open(path);
        var checkpoint = new TrainingCheckpoint(path);
        checkpoint.CheckOwner(reader, parametersChecksum);
        if (checkArchitecture)
        {
            ModelCheckpoint.CheckFingerprint(reader, model);
        }

        checkpoint.ReadMetadata(reader);
        checkpoint.CheckSettings(model.Settings);
        var staged = new StagedTensors(reader);
        if (optimizer is not null)
        {
            checkpoint.Expect(reader, staged, optimizer);
            staged.Read();
        }
        else
        {
            reader.ReadBody(static (_, _, _) => { });
        }

        return checkpoint;
    }

    /// <summary>Gives the optimizer its options, the only thing that may be refused.</summary>
    public void CommitOptions(Optimizer optimizer)
    {
        SortedDictionary<string, double> before = Options(optimizer);
        try
        {
            optimizer.LoadOptions(options);
        }
        catch (ArgumentException e)
        {
            optimizer.LoadOptions(before);
            throw new CheckpointException(
                path,
                CheckpointFormat.OptimizerKey,
                "the optimizer refuses the options in it",
                "make the optimizer with the options that it was saved with",
                e);
        }
    }

    /// <summary>Gives out what was read.</summary>
    public void Commit(CompiledModel model, Optimizer? optimizer, TrainingState? training)
    {
        model.Seed = seed;
        model.StepCount = step;
        foreach ((int index, float value) in settings)
        {
            model.Settings[index] = value;
        }

        if (optimizer is not null)
        {
            optimizer.StepCount = optimizerStep;
            foreach ((string name, MirroredBuffer buffer) in optimizer.Buffers)
            {
                buffers[name].CopyTo(buffer.Replace());
            }
        }

        if (training is not null)
        {
            Replace(training.Numbers, numbers);
            Replace(training.Texts, texts);
        }
    }

    private static void Replace<T>(IDictionary<string, T> destination, Dictionary<string, T> source)
    {
        destination.Clear();
        foreach ((string name, T value) in source)
        {
            destination.Add(name, value);
        }
    }

    private static SortedDictionary<string, double> Options(Optimizer optimizer)
    {
        var options = new SortedDictionary<string, double>(StringComparer.Ordinal);
        optimizer.SaveOptions(options);
        return options;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private void CheckOwner(CheckpointReader reader, string? parametersChecksum)
    {
        if (reader.Required(CheckpointFormat.ParametersKey) != parametersChecksum)
        {
            throw new CheckpointException(
                path,
                CheckpointFormat.ParametersKey,
                "it was saved with other parameters than those beside it",
                "load without optimizer and training state, or restore the two files from the same copy");
        }
    }

    private void ReadMetadata(CheckpointReader reader)
    {
        seed = Number<ulong>(CheckpointFormat.SeedKey, reader.Required(CheckpointFormat.SeedKey));
        step = Number<long>(CheckpointFormat.StepKey, reader.Required(CheckpointFormat.StepKey));
        foreach ((string key, string value) in reader.Header.Metadata)
        {
            if (key.StartsWith(CheckpointFormat.OptionPrefix, StringComparison.Ordinal))
            {
                options.Add(key[CheckpointFormat.OptionPrefix.Length..], Number<double>(key, value));
            }
            else if (key.StartsWith(CheckpointFormat.NumberPrefix, StringComparison.Ordinal))
            {
                numbers.Add(key[CheckpointFormat.NumberPrefix.Length..], Number<long>(key, value));
            }
            else if (key.StartsWith(CheckpointFormat.SettingPrefix, StringComparison.Ordinal))
            {
                written.Add(key, value);
            }
            else if (key.StartsWith(CheckpointFormat.TextPrefix, StringComparison.Ordinal))
            {
                texts.Add(key[CheckpointFormat.TextPrefix.Length..], value);
            }
        }
    }

    /// <summary>
    /// Checks the settings that both the file and the model have. What only one of them has is left as it is, so that a model which gained
    /// or lost a setting goes on from an older file.
    /// </summary>
    /// <exception cref="CheckpointException">The model refuses a value.</exception>
    private void CheckSettings(SettingSet known)
    {
        for (int i = 0; i < known.Count; i++)
        {
            string key = CheckpointFormat.SettingPrefix + known.Names[i];
            if (!written.TryGetValue(key, out string? text))
            {
                continue;
            }

            float value = Number<float>(key, text);
            if (known.Refusal(i, value) is { } refusal)
            {
                throw new CheckpointException(path, key, $"the setting cannot be {refusal}", "restore the file from a copy");
            }

            settings.Add((i, value));
        }
    }

    private void Expect(CheckpointReader reader, StagedTensors staged, Optimizer optimizer)
    {
        string name = reader.Header.Metadata.GetValueOrDefault(CheckpointFormat.OptimizerKey, "none");
        if (name != optimizer.Name)
        {
            throw new CheckpointException(
                path,
                CheckpointFormat.OptimizerKey,
                $"it holds the state of the optimizer '{name}', and this one is '{optimizer.Name}'",
                "make the optimizer that it was saved with, or load without one");
        }

        optimizerStep = Number<long>(CheckpointFormat.OptimizerStepKey, reader.Required(CheckpointFormat.OptimizerStepKey));
        SortedDictionary<string, double> own = Options(optimizer);
        if (!options.Keys.Order(StringComparer.Ordinal).SequenceEqual(own.Keys))
        {
            throw new CheckpointException(
                path,
                CheckpointFormat.OptimizerKey,
                "its options are not those of this optimizer",
                "load it with the version of the library that wrote it");
        }

        CheckFixedOptions(optimizer, own);
        foreach ((string buffer, MirroredBuffer values) in optimizer.Buffers)
        {
            float[] destination = new float[values.Length];
            buffers.Add(buffer, destination);
            var definition = new TensorDefinition(CheckpointFormat.BufferPrefix + buffer, [(int)values.Length], Initializer.Zeros);
            staged.Expect(definition, destination, 0);
        }
    }

    private void CheckFixedOptions(Optimizer optimizer, SortedDictionary<string, double> own)
    {
        foreach (string option in optimizer.FixedOptions)
        {
            if (options[option] != own[option])
            {
                throw new CheckpointException(
                    path,
                    CheckpointFormat.OptionPrefix + option,
                    $"the optimizer was saved {With(options[option])} '{option}', and this '{optimizer.Name}' is {With(own[option])} it",
                    "make the optimizer with the options that it was saved with, or load without one");
            }
        }
    }

    private static string With(double flag) => flag == 0 ? "without" : "with";

    private T Number<T>(string key, string text)
        where T : struct, IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out T value)
            ? value
            : throw new CheckpointException(path, key, $"'{text}' is not a number as expected", "restore the file from a copy");
}
