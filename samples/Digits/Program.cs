using DeepGen;
using Digits;

if (Options.Parse(args, out var exitCode) is not { } options)
{
    return exitCode;
}

try
{
    using var training = new Training(options);
    training.Run();
    Console.WriteLine(FormattableString.Invariant($"test accuracy: {training.TestFile():0.0000}"));
    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException
    or CheckpointException or TrainingException)
{
    // What a user can put right is one sentence; a stack trace would only hide it.
    Console.Error.WriteLine($"error: {exception.Message}");
    return 1;
}
