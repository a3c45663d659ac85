using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace DeepGen.Samples;

/// <summary>What the command line says.</summary>
public sealed record Options
{
    private HashSet<string> flags = [];

    /// <summary>The sample that they are for.</summary>
    public required About About { get; init; }

    /// <summary>Where real data lies; null for made data.</summary>
    public string? Data { get; private init; }

    public int Epochs { get; private init; }

    public int Batch { get; private init; }

    public double LearningRate { get; private init; }

    public ulong Seed { get; init; }

    /// <summary>How many seeds are run, from <see cref="Seed"/> on.</summary>
    public int Seeds { get; private init; }

    /// <summary>The checkpoint of an earlier run to go on from.</summary>
    public string? Resume { get; private init; }

    /// <summary>The folder for everything that is written.</summary>
    public required string Output { get; init; }

    public bool Quiet { get; init; }

    /// <summary>The number of threads; 0 for all.</summary>
    public int Threads => Device.Threads;

    /// <summary>Where models compute; without --device what the environment says, else the processor.</summary>
    public Device Device { get; private init; }

    /// <summary>Reads the command line; null when help was shown or the line is wrong, which is then said on the error stream.</summary>
    public static Options? Parse(string[] arguments, About about, out int exitCode)
    {
        var data = Text("--data", about.Data + "; without it the samples are made", "DIR");
        var epochs = Number("--epochs", "How often to go through the training samples", about.Epochs, 1, 10_000);
        var batch = Number("--batch", "The number of samples in a training step", about.Batch, 1, 8192);
        var learningRate = Number("--learning-rate", "The step size of AdamW", about.LearningRate, 1e-9, 10);
        var seed = Number("--seed", "Decides every random number", 42UL, ulong.MinValue, ulong.MaxValue);
        var seeds = Number("--seeds", "Runs so many seeds one after the other, and prints their mean and standard deviation", 1, 1, 1000);
        var threads = Number("--threads", "The number of threads, 0 for all; the result is the same", 0, 0, 1024);
        var device = DeviceOption();
        var devices = new Option<bool>("--devices") { Description = "Lists the devices of this machine and ends" };
        var resume = Text("--resume", "Goes on from the checkpoint.safetensors that an earlier run with the same options has left", "FILE");
        var output = Text("--out", "The folder to write to", "DIR");
        output.DefaultValueFactory = _ => "out";
        var quiet = new Option<bool>("--quiet") { Description = "Prints the last line only" };
        Option<bool>[] flags = [.. about.Flags.Select(flag => new Option<bool>(flag.Name) { Description = flag.Description })];
        var command = new RootCommand(about.Text)
        {
            data, epochs, batch, learningRate, seed, seeds, threads, device, devices, resume, output, quiet,
        };
        Array.ForEach(flags, command.Add);
        command.Validators.Add(result =>
        {
            if (result.GetValue(resume) is not null && result.GetValue(seeds) > 1)
            {
                result.AddError("--resume goes on with one run, so it cannot have several --seeds");
            }

            if (result.GetValue(device) is not null && result.GetValue(threads) > 0)
            {
                result.AddError("--threads and --device exclude each other; --device cpu:4 is the processor with 4 threads");
            }
        });

        var result = command.Parse(arguments);
        if (result.Errors.Count > 0)
        {
            Console.Error.WriteLine($"error: {result.Errors[0].Message.TrimEnd('.')}; --help shows the options.");
            exitCode = 2;
            return null;
        }

        if (result.Action is null && result.GetValue(devices))
        {
            Console.WriteLine(DeviceList.Text());
            exitCode = 0;
            return null;
        }

        // Only --help and --version have an action.
        exitCode = result.Action is null ? 0 : result.Invoke();
        return result.Action is not null ? null : new Options
        {
            About = about,
            flags = [.. flags.Where(result.GetValue).Select(flag => flag.Name)],
            Data = result.GetValue(data),
            Epochs = result.GetValue(epochs),
            Batch = result.GetValue(batch),
            LearningRate = result.GetValue(learningRate),
            Seed = result.GetValue(seed),
            Seeds = result.GetValue(seeds),
            Device = result.GetValue(device) is { } text ? Device.Parse(text)
                : result.GetValue(threads) is > 0 and var count ? Device.CpuWithThreads(count)
                : default,
            Resume = result.GetValue(resume),
            Output = result.GetValue(output)!,
            Quiet = result.GetValue(quiet),
        };
    }

    /// <summary>Whether an option of the sample's own is there.</summary>
    public bool Has(string flag) => flags.Contains(flag);

    /// <summary>Prints a line that --quiet leaves out.</summary>
    public void Say(FormattableString text)
    {
        if (!Quiet)
        {
            Console.WriteLine(FormattableString.Invariant(text));
        }
    }

    private static Option<string?> Text(string name, string description, string helpName)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(option)))
            {
                result.AddError($"{name} needs a name, but got an empty one");
            }
        });
        return option;
    }

    private static Option<string?> DeviceOption()
    {
        var option = new Option<string?>("--device")
        {
            Description = "Where to compute: cpu, cpu:4 (with 4 threads), opencl:0, cuda:0 or best; without it what the environment "
                + "variable DEEPGEN_DEVICE says, else cpu",
            HelpName = "DEVICE",
        };
        option.Validators.Add(result =>
        {
            if (!Device.TryParse(result.GetValue(option), out _))
            {
                result.AddError($"--device needs cpu, cpu:4, opencl:0, cuda:0 or best, but got '{result.GetValue(option)}'");
            }
        });
        return option;
    }

    private static Option<T> Number<T>(string name, string description, T value, T minimum, T maximum)
        where T : struct, INumber<T>
        => new(name)
        {
            Description = description,
            HelpName = "NUMBER",
            DefaultValueFactory = _ => value,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                // No thousands separators: a decimal comma must not turn 0,001 into 1.
                var isNumber = T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
                if (!isNumber || !(number >= minimum && number <= maximum))
                {
                    result.AddError(FormattableString.Invariant($"{name} needs a number from {minimum} to {maximum}, but got '{text}'"));
                }

                return number;
            },
        };
}
