namespace DeepGen.Runtime;

/// <summary>
/// Looks after a session's memory in the debug mode. At the start of a call the whole arena is poison; so is a buffer again that no launch
/// will read. After each launch the gaps between the buffers must be untouched, and what lies behind the gradients and the state, and in
/// the rooms of the threads what the launch has not asked for.
/// </summary>
internal sealed class MemoryWatch(Session session, AlignedBuffer arena, RoomWatch rooms)
{
    private BoundProgram? bound;
    private string program = "";
    private bool[] isDead = [];
    private int launches;

    /// <summary>Begins a call: nothing is in the arena.</summary>
    public void Begin(ProgramDefinition program, BoundProgram bound)
    {
        this.program = program.Name;
        this.bound = bound;
        launches = 0;
        if (isDead.Length < bound.Plan.Sizes.Length)
        {
            isDead = new bool[bound.Plan.Sizes.Length];
        }

        isDead.AsSpan().Clear();
        Poison.Fill(arena.Span(0, bound.Plan.Total), 0);
        rooms.Begin();
    }

    /// <summary>Looks for writes that a launch must not have made.</summary>
    public void AfterLaunch(Delegate kernel, AlignedBuffer gradients, AlignedBuffer state)
    {
        launches++;
        Check(kernel, gradients, state);
        KillUnread();
        rooms.End();
    }

    /// <summary>A launch that was not necessary.</summary>
    public void Skip() => launches++;

    /// <summary>Ends a call: looks for writes by what is no launch, and for those to buffers that were dead.</summary>
    public void End(AlignedBuffer gradients, AlignedBuffer state)
    {
        Check(null, gradients, state);
        for (int buffer = 0; buffer < bound!.Plan.Sizes.Length; buffer++)
        {
            int at = isDead[buffer] ? Poison.FindWrite(Buffer(buffer), bound.Plan.Offsets[buffer]) : -1;
            if (at >= 0)
            {
                throw Overrun(null, $"float {at} of buffer {buffer}, after the last launch that uses it");
            }
        }
    }

    /// <summary>Looks for a write behind a packed copy that was just made.</summary>
    public void AfterPacking(int pack, AlignedBuffer buffer)
    {
        if (buffer.IsOverrun)
        {
            throw Overrun(null, $"a float beside packed copy {pack}");
        }
    }

    private void Check(Delegate? kernel, AlignedBuffer gradients, AlignedBuffer state)
    {
        CheckGaps(kernel);
        if (arena.IsOverrun || gradients.IsOverrun || state.IsOverrun)
        {
            string what = arena.IsOverrun ? "the arena" : gradients.IsOverrun ? "the gradients" : "the state";
            throw Overrun(kernel, $"a float beside {what}");
        }

        if (rooms.FindWrite() is { } place)
        {
            throw Overrun(kernel, place);
        }
    }

    private void CheckGaps(Delegate? kernel)
    {
        ArenaPlan plan = bound!.Plan;
        nint gap = 0;
        for (int next = 0; next <= plan.Sizes.Length; next++)
        {
            bool isLast = next == plan.Sizes.Length;
            nint end = isLast ? plan.Total : plan.Offsets[next];
            int at = Poison.FindWrite(arena.Span(gap, end - gap), gap);
            if (at >= 0)
            {
                string place = next == 0 ? "before buffer 0"
                    : isLast ? $"behind buffer {next - 1}"
                    : $"between buffers {next - 1} and {next}";
                throw Overrun(kernel, $"float {at} of the {end - gap} in the gap {place}");
            }

            gap = isLast ? end : end + plan.Sizes[next];
        }
    }

    /// <summary>
    /// Poisons what no launch reads any more. Some launches are no calls of <see cref="Session.Run"/>, so that as many have gone by as were
    /// counted or more: a buffer may be poisoned late, and never early.
    /// </summary>
    private void KillUnread()
    {
        for (int buffer = 0; buffer < bound!.Plan.Sizes.Length; buffer++)
        {
            if (!isDead[buffer] && bound.Lifetimes[buffer].Last < launches)
            {
                isDead[buffer] = true;
                Poison.Fill(Buffer(buffer), bound.Plan.Offsets[buffer]);
            }
        }
    }

    private Span<float> Buffer(int index) => arena.Span(bound!.Plan.Offsets[index], bound.Plan.Sizes[index]);

    private InvalidOperationException Overrun(Delegate? kernel, string where)
    {
        string name = kernel is null ? "" : $", {kernel.Method.Name},";
        return new($"{session.Model.Name}.{program}: after launch {launches}{name} something was written to {where}.");
    }
}
