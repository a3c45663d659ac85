using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DeepGen.Generators.Declaration;

/// <summary>
/// Keeps what reading a declaration gave for the compilations that follow. Roslyn asks for every declaration after every edit, and to
/// bind one is dear; a reading is given again while nothing that could have a part in it is another.
/// </summary>
/// <remarks>
/// What a declaration means is decided by the files that were read for it, by what the others show of themselves
/// (<see cref="FileSurface"/>), and by the references and options of the compilation. Entries live as long as the syntax they are for.
/// </remarks>
internal sealed class ReadingMemory<T>
    where T : class?
{
    private readonly ConditionalWeakTable<SyntaxNode, Slot> slots = new();

    /// <summary>The reading of a declaration in a compilation: the one of an earlier compilation where it must be the same.</summary>
    public T Get(SyntaxNode declaration, Compilation compilation, Func<FreshReading<T>> read)
    {
        var slot = slots.GetOrCreateValue(declaration);
        var surroundings = Surroundings.Of(compilation);
        if (slot.Entry is { } known && known.Surroundings.LookAlike(surroundings, known.Files))
        {
            // The later compilation stands in for the earlier one, whose files are then let go.
            slot.Entry = known with { Surroundings = surroundings };
            return known.Reading;
        }

        var fresh = read();
        slot.Entry = fresh.Files is { } files ? new Entry(fresh.Reading, files, surroundings) : null;
        return fresh.Reading;
    }

    private sealed class Slot
    {
        public volatile Entry? Entry;
    }

    private sealed record Entry(T Reading, ISet<SyntaxTree> Files, Surroundings Surroundings);
}

/// <summary>A reading that was just made.</summary>
/// <param name="Files">The files that it was made from; null where it must not be kept, since something in it has no meaning yet.</param>
internal readonly record struct FreshReading<T>(T Reading, ISet<SyntaxTree>? Files);

/// <summary>All of a compilation that decides what its declarations mean.</summary>
internal sealed class Surroundings
{
    private static readonly ConditionalWeakTable<Compilation, Surroundings> Known = new();

    private readonly ImmutableArray<SyntaxTree> files;
    private readonly ImmutableArray<MetadataReference> references;
    private readonly CompilationOptions options;
    private readonly string? assembly;

    private Surroundings(Compilation compilation)
    {
        files = [.. compilation.SyntaxTrees];
        references = compilation.ExternalReferences;
        options = compilation.Options;
        assembly = compilation.AssemblyName;
    }

    public static Surroundings Of(Compilation compilation) => Known.GetValue(compilation, key => new Surroundings(key));

    /// <summary>Whether a reading means the same in both, given the files that it was made from.</summary>
    public bool LookAlike(Surroundings other, ISet<SyntaxTree> read)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (files.Length != other.files.Length || assembly != other.assembly || !options.Equals(other.options)
            || !references.SequenceEqual(other.references))
        {
            return false;
        }

        for (var i = 0; i < files.Length; i++)
        {
            // In order, since the parts of a class are put together in it.
            var (file, now) = (files[i], other.files[i]);
            if (!ReferenceEquals(file, now) && (read.Contains(file) || !FileSurface.AreEqual(file, now)))
            {
                return false;
            }
        }

        return true;
    }
}
