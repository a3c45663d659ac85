using System.Globalization;
using System.Text;

namespace DeepGen.Generators.Tests.RandomModels;

/// <summary>A way to get a model wrong: what is wrong, the one error that is to come of it, and what does it to the text.</summary>
/// <param name="Id">DeepGen's id, or that of C# where C# itself reports it.</param>
internal sealed record Mistake(string What, string Id, Action Make);

/// <summary>The text of a model, and the places in it where its error may stand.</summary>
internal sealed record MarkedText(string Source, IReadOnlyList<(int Start, int Length)> Places)
{
    public static MarkedText Of(string marked)
    {
        var (text, places, start) = (new StringBuilder(), new List<(int, int)>(), 0);
        foreach (char letter in marked)
        {
            if (letter == Use.Open) start = text.Length;
            else if (letter == Use.Close) places.Add((start, text.Length - start));
            else text.Append(letter);
        }

        return new MarkedText(text.ToString(), places);
    }
}

/// <summary>
/// A random model as source text. It is valid, keeps account of its shapes without the compiler's help, and knows ways to be got wrong.
/// The same seed gives the same model.
/// </summary>
internal abstract class RandomModel
{
    private static readonly string[] Images = ["H", "W"];

    protected RandomModel(string name, int seed)
    {
        (Name, Seed, Draw) = (name, seed, new Draw(seed));
        ClassName = name;
        Add("a class that is not partial", "DG1001", () => (Header, ClassName) = ("public class", Use.Mark(Name)));
        Add("an abstract model", "DG1002", () => (Header, ClassName) = ("public abstract partial class", Use.Mark(Name)));
        Add("a generic model", "DG1002", () => ClassName = Use.Mark(Name) + "<T>");
        Add("a constructor that does not chain", "DG1011", () => Members.Add($"public {Use.Mark(Name)}(string path) {{ }}"));
        Add("a base class", "DG1002", () => (ClassName, After) = (Use.Mark(Name) + " : Base" + Name, After + $"public class Base{Name};"));
    }

    public string Name { get; }

    public int Seed { get; }

    public List<Mistake> Mistakes { get; } = [];

    /// <summary>The outputs in order, with their shapes.</summary>
    public List<(string Name, Form Form)> Outputs { get; } = [];

    /// <summary>The sizes of images that only run time knows.</summary>
    public Dictionary<string, int> Sizes { get; } = [];

    /// <summary>
    /// Two batches. A norm, or a mean over the batch, of one or two rows has variances near zero, which magnify rounding without end.
    /// </summary>
    public int[] Batches { get; protected set; } = [];

    public string Source => Render().Source;

    protected Draw Draw { get; }

    protected string Header { get; set; } = "public partial class";

    protected string ClassName { get; set; }

    protected List<string> Members { get; set; } = [];

    /// <summary>What stands after the class.</summary>
    protected string After { get; set; } = "";

    public static RandomModel Of(int seed)
    {
        string name = Text($"Random{seed}");
        return new Draw(seed).Once(3) ? new StackModel(name, seed) : new GraphModel(name, seed);
    }

    /// <summary>The model with a mistake made.</summary>
    public static (Mistake Mistake, MarkedText Text) Mistaken(int seed)
    {
        var model = Of(seed);
        var draw = new Draw(seed);
        string id = draw.Pick([.. model.Mistakes.Select(mistake => mistake.Id).Distinct()]);
        var mistake = draw.Pick([.. model.Mistakes.Where(other => other.Id == id)]);
        mistake.Make();
        return (mistake, model.Render());
    }

    public MarkedText Render() => MarkedText.Of(Print());

    protected abstract string Print();

    protected void Add(string what, string id, Action make) => Mistakes.Add(new Mistake(what, id, make));

    /// <summary>The mistakes of a layer or a call become the model's.</summary>
    protected void Adopt(Use? use)
    {
        if (use is null) return;
        foreach (var (what, id, arguments) in use.Mistakes) Add($"{use.Name}: {what}", id, () => use.Arguments = arguments);
    }

    /// <summary>The form of a random input, as small as it can be to show something.</summary>
    protected Form InputForm(int rank)
    {
        if (rank == 2) return Form.Of(Form.Batch, Draw.Pick(1, 2, 3, 4, 5, 6));
        if (rank == 3) return Form.Of(Form.Batch, Draw.Pick(2, 3), Draw.Pick(1, 3, 4));
        if (rank == 5) return Form.Of(Form.Batch, Draw.Pick(1, 2), Draw.Pick(2, 3), Draw.Pick(1, 3), Draw.Pick(2, 3));
        int channels = Draw.Pick(1, 2, 3, 4);
        return Form.Of(Form.Batch, channels, Draw.Pick(1, 4, 5, 6, 7), Draw.Pick(3, 4, 5, 6));
    }

    /// <summary>An image whose size only run time knows.</summary>
    protected Form OpenImage()
    {
        foreach (string side in Images) Sizes[side] = Draw.Pick(7, 8, 9);
        return Form.Of(Form.Batch, Draw.Pick(1, 2, 3), new Extent("H", Sizes["H"]), new Extent("W", Sizes["W"]));
    }

    /// <summary>A shape as an attribute says it.</summary>
    protected static string ShapeText(Form form) =>
        string.Join(", ", form.Dims.Select(dim => dim.Origin ?? dim.Size.ToString(CultureInfo.InvariantCulture)));

    protected static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
