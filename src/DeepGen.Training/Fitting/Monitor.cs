namespace DeepGen.Training;

/// <summary>What says which epoch of a training was the best.</summary>
public enum Monitor
{
    /// <summary>The smallest loss on the held-out samples.</summary>
    Loss,

    /// <summary>The largest accuracy on the held-out samples.</summary>
    Accuracy,
}
