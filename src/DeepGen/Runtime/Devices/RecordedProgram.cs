namespace DeepGen.Runtime;

/// <summary>The memory that a program works on: what a recording of it keeps.</summary>
internal readonly record struct ProgramMemory(
    DeviceBuffer Arena, DeviceBuffer Parameters, DeviceBuffer State, DeviceBuffer? Gradients, DeviceBuffer Numbers);

/// <summary>
/// A program of one binding, recorded in its first run where the device has graphs, so that later ones allocate nothing: replaying one is a
/// single call. Recording costs about as much as giving the launches one by one, which is what a size has lost that comes only once.
/// </summary>
internal sealed class RecordedProgram
{
    private ProgramMemory memory;
    private DeviceGraph? graph;
    private long launches;

    /// <summary>Runs the program. The caller holds the device's gate.</summary>
    public void Run(ProgramDefinition program, Session session, DeviceBackend backend, in ProgramMemory memory)
    {
        if (this.memory != memory)
        {
            Forget();
            Record(program, session, backend);
            this.memory = memory;
        }

        if (graph is null)
        {
            program.Run(session);
        }
        else
        {
            backend.Replay(graph);
            session.LaunchCount += launches;
        }
    }

    /// <summary>Forgets the recording, as where dimensions or memory are others.</summary>
    public void Forget()
    {
        graph?.Dispose();
        graph = null;
        memory = default;
    }

    // Apart, so that other runs make no delegate.
    private void Record(ProgramDefinition program, Session session, DeviceBackend backend)
    {
        long before = session.LaunchCount;
        try
        {
            graph = backend.Record(() => program.Run(session));
            launches = session.LaunchCount - before;
        }
        finally
        {
            session.LaunchCount = before;
        }
    }
}
