namespace DeepGen.Runtime;

/// <summary>The memory that a program works on: what a recording of it keeps.</summary>
internal readonly record struct ProgramMemory(
    DeviceBuffer Arena, DeviceBuffer Parameters, DeviceBuffer State, DeviceBuffer? Gradients, DeviceBuffer Numbers);

/// <summary>
/// A program of one binding: given to the device launch by launch in its first run, which may be the only one, and recorded in the second,
/// where the device has graphs. Replaying one is a single call.
/// </summary>
internal sealed class RecordedProgram
{
    private ProgramMemory memory;
    private DeviceGraph? graph;
    private bool hasNoGraph;
    private long launches;

    /// <summary>Runs the program. The caller holds the device's gate.</summary>
    public void Run(ProgramDefinition program, Session session, DeviceBackend backend, in ProgramMemory memory)
    {
        if (this.memory != memory)
        {
            Forget();
            this.memory = memory;
            program.Run(session);
            return;
        }

        if (graph is null && !hasNoGraph)
        {
            Record(program, session, backend);
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

    // Apart, so that runs which record nothing make no delegate.
    private void Record(ProgramDefinition program, Session session, DeviceBackend backend)
    {
        long before = session.LaunchCount;
        graph = backend.Record(() => program.Run(session));
        hasNoGraph = graph is null;
        launches = session.LaunchCount - before;
        session.LaunchCount = before;
    }
}
