namespace DeepGen.Training;

/// <summary>A training that cannot go on, in words for its user: a loss that is no number, or a checkpoint of another run.</summary>
/// <param name="message">One sentence: what happened, and what would put it right.</param>
public sealed class TrainingException(string message) : Exception(message);
