using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Diagnostics;

/// <summary>What an editor shows at a layer, as data and without a place.</summary>
/// <param name="Token">The layer's attribute, or a call.</param>
/// <param name="Title">The layer, or the function.</param>
/// <param name="Parameters">How many numbers it learns; empty for none.</param>
/// <param name="Cost">What it takes for a sample; empty where it multiplies nothing.</param>
internal sealed record ShapeNote(int Token, string Title, string From, string To, string Parameters, string Cost)
{
    /// <summary>
    /// Each layer at its attribute and at its calls, and each call of a function that changes the shape, of a model that may have
    /// errors.
    /// </summary>
    public static EquatableArray<ShapeNote> Of(BuildResult build)
    {
        var notes = new List<ShapeNote>();
        var learned = build.Calls.Items.Where(call => call.IsLayer).ToLookup(call => call.Name, call => call.ParameterCount);
        foreach (var call in build.Calls)
        {
            if (!call.IsLayer && !call.ChangesShape) continue;
            long parameters = call.IsLayer ? learned[call.Name].Sum() : 0;
            var note = new ShapeNote(
                call.Token, call.IsLayer ? call.Name : call.Name.Substring(call.Name.LastIndexOf('.') + 1), string.Join(", ", call.Inputs.Items), string.Join(", ", call.Outputs.Items),
                parameters > 0 ? Quantity.Count(parameters) : "",
                call.Cost.MultiplyAdds == Dim.Zero ? "" : Quantity.Operations(call.Cost.MultiplyAdds * 2, build.Batch));
            notes.Add(note);
            if (call.Declared != call.Token) notes.Add(note with { Token = call.Declared });
        }

        return notes.Distinct().ToEquatableArray();
    }
}

/// <summary>A note with its place, still as data.</summary>
internal sealed record PlacedNote(SpanData Place, ShapeNote Note)
{
    private const int MostWritten = 2;

    /// <summary>
    /// The diagnostics of all notes, one for each place: a layer that is called with several shapes, or that stands in a block which is
    /// used several times, tells from what to what they range.
    /// </summary>
    public static IEnumerable<PlacedDiagnostic> Merge(IEnumerable<PlacedNote> notes)
        => notes.GroupBy(note => (note.Place.Path, note.Place.Span)).Select(group =>
        {
            var all = group.Select(placed => placed.Note).ToArray();
            string parameters = Range(all, note => note.Parameters), cost = Range(all, note => note.Cost);
            return new PlacedDiagnostic(
                "DG1201", group.First().Place,
                [
                    Title(all), Range(all, note => note.From), Range(all, note => note.To),
                    (parameters.Length > 0 ? $", {parameters} parameters" : "") + (cost.Length > 0 ? $", {cost}" : ""),
                ],
                default);
        });

    private static string Title(ShapeNote[] notes)
    {
        string title = notes[0].Title;
        return Array.TrueForAll(notes, note => note.Title == title) ? title : title.Substring(title.LastIndexOf('.') + 1);
    }

    private static string Range(ShapeNote[] notes, Func<ShapeNote, string> part)
    {
        string[] texts = [.. notes.Select(part).Distinct()];
        return texts.Length > MostWritten ? $"{texts[0]} to {texts[texts.Length - 1]}" : string.Join(" or ", texts);
    }
}
