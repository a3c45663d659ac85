using DeepGen.Generators.Build;
using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Diagnostics;

/// <summary>What an editor shows at a layer, as data and without a place.</summary>
/// <param name="Token">The layer's attribute, or a call.</param>
/// <param name="Title">The layer, the block or the function.</param>
/// <param name="Parameters">How many numbers it learns; empty for none.</param>
/// <param name="Cost">What it takes for a sample; empty where it multiplies nothing.</param>
internal sealed record ShapeNote(int Token, string Title, string From, string To, string Parameters, string Cost)
{
    /// <summary>The constants of the variant that it speaks of; empty for the constants as written.</summary>
    public string Variant { get; init; } = "";

    /// <summary>
    /// Each layer and block at its attribute and at its calls, and each call of a function that changes the shape, of a model that may
    /// have errors.
    /// </summary>
    public static EquatableArray<ShapeNote> Of(BuildResult build, string variant = "")
    {
        var notes = new List<ShapeNote>();
        var learned = build.Calls.Items.Where(call => call.IsLayer).ToLookup(call => call.Name, call => call.ParameterCount);
        foreach (var call in build.Calls.Items.Where(call => call.IsLayer)) Add(call, call.Name, learned[call.Name].Sum());
        foreach (var call in build.Calls.Items.Where(call => !call.IsLayer && call.ChangesShape))
            Add(call, call.Name.Substring(call.Name.LastIndexOf('.') + 1), 0);
        foreach (var block in build.Blocks) Add(block, block.Name, block.ParameterCount);
        return notes.Distinct().ToEquatableArray();

        void Add(CallRow call, string title, long parameters)
        {
            var note = new ShapeNote(
                call.Token, title, string.Join(", ", call.Inputs.Items), string.Join(", ", call.Outputs.Items),
                parameters > 0 ? Quantity.Count(parameters) : "",
                call.Cost.MultiplyAdds == Dim.Zero ? "" : Quantity.Operations(call.Cost.MultiplyAdds * 2, build.Batch))
            {
                Variant = variant,
            };
            notes.Add(note);
            if (call.Declared != call.Token) notes.Add(note with { Token = call.Declared });
        }
    }
}
