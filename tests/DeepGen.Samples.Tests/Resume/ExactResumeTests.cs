using System.Globalization;
using Xunit.Abstractions;

namespace DeepGen.Samples.Tests.Resume;

/// <summary>Trainings that are killed again and again, in mid-epoch and while saving, end with the files of one that was not.</summary>
public sealed class ExactResumeTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 4;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("nesterov")]
    [InlineData("adamw")]
    [InlineData("amsgrad")]
    public void A_killed_training_ends_with_the_same_files(string variant)
    {
        Directory.CreateDirectory(folder["whole"]);
        Directory.CreateDirectory(folder["killed"]);
        Live(Start("whole", variant, seed: 1, threads: 1), messages: int.MaxValue, pause: 0).Last().What.ShouldBe("done");

        var random = new Random(variant.Length);
        List<long> starts = [];
        for (var life = 0; life <= Kills; life++)
        {
            var messages = life == Kills ? int.MaxValue : random.Next(6, 14);
            // The seed and the number of threads of a resumed training change nothing: the checkpoint has the seed.
            var said = Live(Start("killed", variant, seed: 1 + (life * 7), threads: 1 + (life % 2)), messages, random.Next(5));
            output.WriteLine(string.Join(", ", said.Select(message => $"{message.What} {message.Number}")));
            starts.Add(said[0].Number);
        }

        starts.ShouldContain(batch => batch > 0 && batch < TrainingProcess.BatchesPerEpoch, "no training went on in mid-epoch");
        foreach (var file in (string[])["final.safetensors", "final.state.safetensors"])
        {
            StateFile.Hash(folder["killed/" + file]).ShouldBe(StateFile.Hash(folder["whole/" + file]), file);
        }
    }

    [Fact]
    public void Another_seed_ends_with_other_files()
    {
        foreach (var seed in (int[])[1, 2])
        {
            Directory.CreateDirectory(folder[$"seed{seed}"]);
            Live(Start($"seed{seed}", "adamw", seed, threads: 1), messages: int.MaxValue, pause: 0).Last().What.ShouldBe("done");
        }

        StateFile.Hash(folder["seed1/final.safetensors"]).ShouldNotBe(StateFile.Hash(folder["seed2/final.safetensors"]));
    }

    private Child Start(string name, string variant, int seed, int threads) =>
        Child.Start("DeepGen.Samples.Tests.dll", "train", folder[name], variant, $"{seed}", $"{threads}");

    /// <summary>Lets a training go on for so many messages, and kills it some milliseconds after the last.</summary>
    private static List<(string What, long Number)> Live(Child child, int messages, int pause)
    {
        using (child)
        {
            List<(string What, long Number)> said = [];
            while (child.Output.ReadLine() is { } line)
            {
                var words = line.Split(' ');
                said.Add((words[0], long.Parse(words[1], CultureInfo.InvariantCulture)));
                child.Input.WriteLine();
                child.Input.Flush();
                if (said.Count == messages)
                {
                    // Time to get into what it has announced, such as writing files.
                    Thread.Sleep(pause);
                    child.Kill();
                    return said;
                }
            }

            var end = child.Finish().GetAwaiter().GetResult();
            end.ShouldSucceed();
            return said;
        }
    }
}
