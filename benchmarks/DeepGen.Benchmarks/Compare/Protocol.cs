using System.Text.Json.Serialization;

namespace DeepGen.Benchmarks.Compare;

/// <summary>
/// What the comparison asks of a contender: one line of JSON for each request and each answer, over the standard streams. Every
/// contender is a process of its own, so that memory is measured alike, and a contender that waits is asleep.
/// </summary>
internal sealed record Request
{
    /// <summary>
    /// <c>open</c>, <c>check</c>, <c>calls</c>, <c>restart</c> (from the given weights), <c>time</c>, <c>export</c>, and of
    /// ourselves <c>arena</c> and <c>allocations</c>.
    /// </summary>
    [JsonPropertyName("do")]
    public required string Do { get; init; }

    /// <summary>The workload's folder: batches, <c>weights.safetensors</c> and <c>workload.json</c>; for <c>open</c>.</summary>
    [JsonPropertyName("folder")]
    public string? Folder { get; init; }

    /// <summary><c>train</c> or <c>predict</c>; for <c>open</c>, <c>time</c> and <c>allocations</c>.</summary>
    [JsonPropertyName("mode")]
    public string? Mode { get; init; }

    /// <summary>Where to write; for <c>export</c>.</summary>
    [JsonPropertyName("path")]
    public string? Path { get; init; }

    /// <summary>How long to measure; for <c>time</c>.</summary>
    [JsonPropertyName("seconds")]
    public double Seconds { get; init; }

    /// <summary>How often to call; for <c>calls</c>.</summary>
    [JsonPropertyName("count")]
    public int Count { get; init; }

    /// <summary>The number of threads; for <c>open</c>.</summary>
    [JsonPropertyName("threads")]
    public int Threads { get; init; }

    /// <summary>Where to compute, in the contender's own words; null for the processor; for <c>open</c>.</summary>
    [JsonPropertyName("device")]
    public string? Device { get; init; }

    /// <summary>Whether products may be computed in TF32; for <c>open</c>.</summary>
    [JsonPropertyName("tf32")]
    public bool IsTensor { get; init; }

    /// <summary>Whether PyTorch compiles the model; for <c>open</c>.</summary>
    [JsonPropertyName("compile")]
    public bool IsCompiled { get; init; }
}

/// <summary>A contender's answer.</summary>
internal sealed record Answer
{
    /// <summary>Why it could not be done; null where it was.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>What the contender is: name and version; of <c>open</c>.</summary>
    [JsonPropertyName("version")]
    public string? Version { get; init; }

    /// <summary>The output for the first batch, from the given weights; of <c>check</c>.</summary>
    [JsonPropertyName("output")]
    public double[]? Output { get; init; }

    /// <summary>The losses of a few steps from the given weights, without dropout; of <c>check</c>; null without training.</summary>
    [JsonPropertyName("losses")]
    public double[]? Losses { get; init; }

    /// <summary>Seconds of one call, the median of blocks; of <c>time</c>.</summary>
    [JsonPropertyName("seconds")]
    public double Seconds { get; init; }

    /// <summary>Bytes: of the arena, of <c>arena</c>; that a call allocates on the managed heap, of <c>allocations</c>.</summary>
    [JsonPropertyName("bytes")]
    public double Bytes { get; init; }
}
