namespace DeepGen.Benchmarks;

/// <summary>This program, to be started once more.</summary>
internal static class OwnProgram
{
    /// <summary>What to start, and with which arguments, so that it gets these.</summary>
    /// <exception cref="InvalidOperationException">The program does not know its own path.</exception>
    public static (string Program, string[] Arguments) With(params string[] arguments)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("The program does not know its own path.");
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return (program, isHost ? [typeof(OwnProgram).Assembly.Location, .. arguments] : arguments);
    }
}
