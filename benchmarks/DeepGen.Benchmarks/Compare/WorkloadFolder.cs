using System.Text.Json;

namespace DeepGen.Benchmarks.Compare;

/// <summary>A folder that holds what all contenders of a workload begin with: weights, batches, and what the workload is.</summary>
internal static class WorkloadFolder
{
    private const string Description = "workload.json";

    /// <summary>Where the weights lie.</summary>
    public static string Weights(string folder) => Path.Combine(folder, "weights.safetensors");

    /// <summary>Where the model lies for ONNX Runtime.</summary>
    public static string Onnx(string folder) => Path.Combine(folder, "model.onnx");

    /// <summary>Fills a folder.</summary>
    public static void Write(Workload workload, string folder)
    {
        Directory.CreateDirectory(folder);
        using var trainee = workload.Make(Device.CpuWithThreads(1), ProductPrecision.Float32);
        trainee.Model.Save(Weights(folder));
        Batch.WriteAll(workload, folder);
        File.WriteAllText(Path.Combine(folder, Description), JsonSerializer.Serialize(new
        {
            name = workload.Name,
            model = workload.Model,
            batch = workload.Batch,
            batches = Workload.Batches,
            inputs = workload.Inputs,
            classes = workload.Classes,
            optimizer = workload.Optimizer,
            learningRate = Workload.LearningRate,
        }));
    }

    /// <summary>The workload of a folder.</summary>
    public static Workload Read(string folder)
    {
        using var description = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, Description)));
        return Workload.Named(description.RootElement.GetProperty("name").GetString()!);
    }
}
