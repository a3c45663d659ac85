namespace DeepGen.Runtime;

/// <summary>
/// Looks after the room that each thread has for itself, in the debug mode: it is poison but for what a kernel has asked for, as long as
/// that runs, and a gap lies behind that of each thread.
/// </summary>
/// <param name="rooms">The rooms, one after the other.</param>
internal sealed class RoomWatch(AlignedBuffer rooms)
{
    /// <summary>The floats of a gap.</summary>
    public const int Gap = ArenaPlan.Gap;

    // From one room to the next.
    private nint ofThread;

    // What the next launch has asked for, or the one that runs.
    private nint asked;

    /// <summary>Begins a call. One before it may have failed.</summary>
    public void Begin() => Free(rooms.Length);

    /// <summary>The rooms have grown.</summary>
    public void Grow(nint ofThread)
    {
        this.ofThread = ofThread;
        Free(rooms.Length);
    }

    /// <summary>The next launch works in so many floats of each room.</summary>
    public void Reserve(nint floats) => asked = floats;

    /// <summary>The next item is worked on by all threads, in the first room.</summary>
    public void Refresh() => Poison.Fill(rooms.Span(0, asked), 0);

    /// <summary>The kernel of a launch, by <see cref="Refreshing"/> where it has asked for room.</summary>
    public KernelBody Watched(KernelBody body, WorkerTeam team) => asked == 0 ? body : Refreshing(body, team);

    /// <summary>Where something was written that the launch has not asked for; null where nothing was.</summary>
    public string? FindWrite()
    {
        for (nint room = 0; room < rooms.Length; room += ofThread)
        {
            nint behind = room + asked;
            int at = Poison.FindWrite(rooms.Span(behind, ofThread - asked), behind);
            if (at >= 0)
            {
                return $"float {at} behind the {asked} in the room of thread {room / ofThread}";
            }
        }

        return rooms.IsOverrun ? "a float beside the rooms of the threads" : null;
    }

    /// <summary>Ends a launch.</summary>
    public void End() => Free(asked);

    /// <summary>
    /// A kernel that finds poison in its room again and again: at its first item, at the second, at the fourth and so on, so that neither
    /// what the item before has left there nor how many items it gets at once makes a difference to it.
    /// </summary>
    private KernelBody Refreshing(KernelBody body, WorkerTeam team) => (session, begin, end) =>
    {
        nint place = team.Number * ofThread;
        for (nint count = 1; begin < end; count++)
        {
            nint next = nint.Min(begin + count, end);
            Poison.Fill(rooms.Span(place, asked), place);
            body(session, begin, next);
            begin = next;
        }
    };

    private void Free(nint floats)
    {
        asked = 0;
        for (nint room = 0; room < rooms.Length; room += ofThread)
        {
            Poison.Fill(rooms.Span(room, nint.Min(floats, ofThread)), room);
        }
    }
}
