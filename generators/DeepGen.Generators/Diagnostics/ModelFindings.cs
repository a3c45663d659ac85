using System.Collections.Immutable;
using DeepGen.Generators.Declaration;

namespace DeepGen.Generators.Diagnostics;

/// <summary>What compiling a model found, without places.</summary>
internal sealed record ModelFindings(
    string Namespace, string Name, EquatableArray<DiagnosticData> Diagnostics, EquatableArray<ShapeNote> Notes);

/// <summary>The findings of all models, which are joined to the places of each.</summary>
internal sealed class FindingTable(ImmutableArray<ModelFindings> all)
{
    private readonly ILookup<(string Namespace, string Name), ModelFindings> findings =
        all.ToLookup(model => (model.Namespace, model.Name));

    public EquatableArray<PlacedDiagnostic> DiagnosticsOf(ModelReading reading) =>
        PlacedDiagnostic.From(Of(reading).SelectMany(model => model.Diagnostics), reading.Spans).ToEquatableArray();

    public EquatableArray<PlacedNote> NotesOf(ModelReading reading) => Of(reading)
        .SelectMany(model => model.Notes)
        .Select(note => reading.Spans[note.Token] is { } place ? new PlacedNote(place, note) : null)
        .OfType<PlacedNote>()
        .ToEquatableArray();

    private IEnumerable<ModelFindings> Of(ModelReading reading) =>
        findings[(reading.Model.Declaration.Namespace, reading.Model.Declaration.Name)];
}
