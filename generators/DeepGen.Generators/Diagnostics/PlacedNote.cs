using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Diagnostics;

/// <summary>A note with its place, still as data.</summary>
internal sealed record PlacedNote(SpanData Place, ShapeNote Note)
{
    private const int MostWritten = 2;

    /// <summary>
    /// The diagnostics of all notes, one for each place: a layer that is called with several shapes, or that stands in a block which is
    /// used several times, tells from what to what they range; and where a variant has others, what it has.
    /// </summary>
    public static IEnumerable<PlacedDiagnostic> Merge(IEnumerable<PlacedNote> notes)
        => notes.GroupBy(note => (note.Place.Path, note.Place.Span)).Select(place =>
        {
            var variants = place.GroupBy(placed => placed.Note.Variant, placed => placed.Note)
                .OrderBy(variant => variant.Key.Length > 0)
                .Select(variant => (Constants: variant.Key, Text: NoteText.Of([.. variant]))).ToArray();
            var (constants, text) = variants[0];
            string title = constants.Length == 0 ? text.Title : $"{text.Title} with {constants}";
            return new PlacedDiagnostic(
                "DG1201", place.First().Place, [title, text.From, text.To, text.Rest + Others(variants, text)], default);
        });

    /// <summary>What the variants show that differ from what is shown already.</summary>
    private static string Others(IEnumerable<(string Constants, NoteText Text)> variants, NoteText shown)
    {
        var others = variants.Where(variant => variant.Text != shown).ToLookup(variant => variant.Text, variant => variant.Constants);
        var written = others.Take(MostWritten).Select(
            other => $"; with {string.Join(" or ", other)}: {other.Key.From} -> {other.Key.To}{other.Key.Rest}");
        int more = others.Skip(MostWritten).Sum(other => other.Count());
        return string.Concat(written) + (more > 0 ? FormattableString.Invariant($"; {more} more variants have others") : "");
    }

    /// <summary>What a diagnostic says, in its parts.</summary>
    private sealed record NoteText(string Title, string From, string To, string Rest)
    {
        public static NoteText Of(ShapeNote[] notes)
        {
            string title = notes[0].Title;
            title = Array.TrueForAll(notes, note => note.Title == title) ? title : title.Substring(title.LastIndexOf('.') + 1);
            string parameters = Range(notes, note => note.Parameters), cost = Range(notes, note => note.Cost);
            string rest = (parameters.Length > 0 ? $", {parameters} parameters" : "") + (cost.Length > 0 ? $", {cost}" : "");
            return new NoteText(title, Range(notes, note => note.From), Range(notes, note => note.To), rest);
        }

        private static string Range(ShapeNote[] notes, Func<ShapeNote, string> part)
        {
            string[] texts = [.. notes.Select(part).Where(text => text.Length > 0).Distinct()];
            return texts.Length > MostWritten ? $"{texts[0]} to {texts[texts.Length - 1]}" : string.Join(" or ", texts);
        }
    }
}
