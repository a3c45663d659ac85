using System.Collections.Immutable;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>A tensor that passes a door.</summary>
/// <param name="Element">The C# type of its elements.</param>
/// <param name="Shape">The shape as text.</param>
/// <param name="IsRows">Whether its first extent is the batch and the only one that run time decides.</param>
internal sealed record DoorTensor(string Name, string Element, string Shape, bool IsRows)
{
    public static DoorTensor Of(NamedNode named, Dim? batch) => new(
        named.Name, named.Node.Type == DType.Int32 ? "int" : "float", named.Node.Shape.ToString(),
        batch is not null && named.Node.Shape.Rank > 0 && named.Node.Shape[0] == batch
            && named.Node.Shape.Skip(1).All(dim => dim.IsConstant));
}

/// <summary>Prints the doors of a model: Predict, Evaluate and Step, for tensors and for flat spans with a batch size.</summary>
internal sealed class DoorPrinter(ImmutableArray<DoorTensor> inputs, ImmutableArray<DoorTensor> targets, ImmutableArray<string> outputs,
    ImmutableArray<string> shapes)
{
    private const string Session = "global::DeepGen.Runtime.Session";
    private const string Result = "global::DeepGen.StepResult";

    private enum Form
    {
        Tensors,
        Spans,
    }

    public void Predict(CodeWriter writer)
    {
        bool single = outputs.Length == 1;
        const string view = "global::DeepGen.OutputView";
        string type = single ? view : $"({string.Join(", ", CSharpText.Elements(outputs).Select(element => $"{view} {element}"))})";
        string result = single ? "call.Output(0)"
            : $"({string.Join(", ", outputs.Select((_, at) => $"call.Output({CSharpText.Int(at)})"))})";
        foreach (var form in Forms(inputs))
        {
            Door(writer, form, "Inference: nothing is saved, dropout is off and norms use their running statistics.", type, "Predict",
                [], $"{Session}? session = null", "BeginPredict(session)", result);
        }
    }

    public void EvaluateAndStep(CodeWriter writer)
    {
        foreach (var form in Forms([.. inputs, .. targets]))
        {
            Door(writer, form, "Loss and outputs in evaluation mode; no gradients.", Result, "Evaluate",
                targets, $"{Session}? session = null", "BeginEvaluate(session)", "call.Result()");
            Door(writer, form, "Forward, loss and backward in training mode; the gradients are left in the parameters.", Result, "Step",
                targets, "global::DeepGen.Gradients gradients = global::DeepGen.Gradients.Overwrite",
                "BeginStep(gradients)", "call.Result()");
        }
    }

    /// <summary>What is found where a model without a loss is trained: an error that says so, whatever the arguments are.</summary>
    public static void WithoutLoss(CodeWriter writer, string model)
    {
        const string argument = "global::DeepGen.Runtime.AnyArgument";
        var arguments = string.Join(", ", Enumerable.Range(1, 8).Select(at => $"{argument} argument{CSharpText.Int(at)} = default"));
        string why = $"'{model}' has no loss, so it can only predict: "
            + "add an attribute such as [MSELoss(\\\"target\\\")], or a method 'Loss'";
        foreach (string name in new[] { "Evaluate", "Step" })
        {
            writer.Line().Line($"/// <summary>A model without a loss has no {name}.</summary>");
            writer.Line($"[global::System.Obsolete(\"{why}\", error: true)]");
            writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
            writer.Line($"public {Result} {name}({arguments}) => throw new global::System.NotSupportedException();");
        }
    }

    private void Door(
        CodeWriter writer, Form form, string summary, string type, string name, IReadOnlyList<DoorTensor> compared, string last,
            string begin, string result)
    {
        writer.Line();
        writer.Line($"/// <summary>{summary}</summary>");
        foreach (var named in inputs.Concat(compared)) writer.Line(
            $"/// <param name=\"{CSharpText.Camel(named.Name)}\">{named.Shape}{(form == Form.Spans ? ", row by row" : "")}.</param>");
        if (form == Form.Spans) writer.Line("/// <param name=\"batch\">Number of rows.</param>");
        string lastName = last.Split('=')[0].Trim().Split(' ').Last();
        writer.Line(lastName == "session"
            ? "/// <param name=\"session\">The session to run on, for concurrent callers; the model's own if not given.</param>"
            : "/// <param name=\"gradients\">Whether gradients replace or add to those of the step before.</param>");
        string views = string.Join(", ", outputs.Zip(shapes, (output, shape) => $"{output} {shape}"));
        writer.Line($"/// <returns>{(type == Result ? "The loss, and the outputs: " : "")}{RemarksPrinter.Escape(views)}.</returns>");
        writer.Line("/// <exception cref=\"System.ArgumentException\">"
            + "A shape or a value does not fit; the message says what was found and expected.</exception>");
        var arguments = inputs.Concat(compared).Select(named => Parameter(named, form)).Concat(form == Form.Spans ? ["int batch"] : [])
            .Append(last);

        // Doors are called from loops of training, in methods that the runtime compiles again while they run: without their insides.
        writer.Line("[global::System.Runtime.CompilerServices.MethodImpl("
            + "global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]");
        using (writer.Block($"public {type} {name}({string.Join(", ", arguments)})"))
        {
            writer.Line($"using var call = {begin};");
            Each(writer, "Bind", form, compared, form == Form.Spans ? ", batch" : "");
            writer.Line("call.Plan();");
            Each(writer, "Load", form, compared, "");
            writer.Line("call.Run();");
            writer.Line($"return {result};");
        }
    }

    private void Each(CodeWriter writer, string verb, Form form, IReadOnlyList<DoorTensor> compared, string rest)
    {
        string pass = form == Form.Tensors ? "in " : "";
        for (int at = 0; at < inputs.Length; at++) writer.Line(
            $"call.{verb}Input({CSharpText.Int(at)}, {pass}{CSharpText.Camel(inputs[at].Name)}{rest});");
        for (int at = 0; at < compared.Count; at++) writer.Line(
            $"call.{verb}Target({CSharpText.Int(at)}, {pass}{CSharpText.Camel(compared[at].Name)}{rest});");
    }

    private static string Parameter(DoorTensor tensor, Form form)
        => form == Form.Tensors
            ? $"in global::System.Numerics.Tensors.ReadOnlyTensorSpan<{tensor.Element}> {CSharpText.Camel(tensor.Name)}"
            : $"global::System.ReadOnlySpan<{tensor.Element}> {CSharpText.Camel(tensor.Name)}";

    /// <summary>Flat spans are offered where all tensors are rows of one batch.</summary>
    private static IEnumerable<Form> Forms(IReadOnlyList<DoorTensor> tensors)
    {
        yield return Form.Tensors;
        if (tensors.All(tensor => tensor.IsRows)) yield return Form.Spans;
    }
}
