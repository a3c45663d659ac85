namespace Digits;

/// <summary>A training that cannot go on, in words for its user.</summary>
internal sealed class TrainingException(string message) : Exception(message);
