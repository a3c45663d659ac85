using DeepGen.Generators.Declaration;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>Prints the doors of a model: Predict, Evaluate and Step, for tensors and for flat spans with a batch size.</summary>
internal sealed class DoorPrinter(ModelDeclaration declaration, ModelGraph model)
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
        bool single = model.Outputs.Length == 1;
        const string view = "global::DeepGen.OutputView";
        string type = single ? view : $"({string.Join(", ", model.Outputs.Select(output => $"{view} {CSharpText.Pascal(output.Name)}"))})";
        string result = single ? "call.Output(0)" : $"({string.Join(", ", model.Outputs.Select((_, at) => $"call.Output({CSharpText.Int(at)})"))})";
        foreach (var form in Forms(model.Inputs))
        {
            Door(writer, form, "Inference: nothing is saved, dropout is off and norms use their running statistics.", type, "Predict",
                [], $"{Session}? session = null", "BeginPredict(session)", result);
        }
    }

    public void EvaluateAndStep(CodeWriter writer)
    {
        foreach (var form in Forms([.. model.Inputs, .. model.Targets]))
        {
            Door(writer, form, "Loss and outputs in evaluation mode; no gradients.", Result, "Evaluate",
                [.. model.Targets], $"{Session}? session = null", "BeginEvaluate(session)", "call.Result()");
            Door(writer, form, "Forward, loss and backward in training mode; the gradients are left in the parameters.", Result, "Step",
                [.. model.Targets], "global::DeepGen.Gradients gradients = global::DeepGen.Gradients.Overwrite", "BeginStep(gradients)", "call.Result()");
        }
    }

    private void Door(
        CodeWriter writer, Form form, string summary, string type, string name, IReadOnlyList<NamedNode> targets, string last, string begin, string result)
    {
        writer.Line();
        writer.Line($"/// <summary>{summary}</summary>");
        foreach (var named in model.Inputs.Concat(targets)) writer.Line($"/// <param name=\"{CSharpText.Camel(named.Name)}\">{named.Node.Shape}{(form == Form.Spans ? ", row by row" : "")}.</param>");
        if (form == Form.Spans) writer.Line("/// <param name=\"batch\">Number of rows.</param>");
        string lastName = last.Split('=')[0].Trim().Split(' ').Last();
        writer.Line(lastName == "session"
            ? "/// <param name=\"session\">The session to run on, for concurrent callers; the model's own if not given.</param>"
            : "/// <param name=\"gradients\">Whether gradients replace or add to those of the step before.</param>");
        writer.Line("/// <exception cref=\"System.ArgumentException\">A shape or a value does not fit; the message says what was found and expected.</exception>");
        var arguments = model.Inputs.Concat(targets).Select(named => Parameter(named, form)).Concat(form == Form.Spans ? ["int batch"] : []).Append(last);
        using (writer.Block($"public {type} {name}({string.Join(", ", arguments)})"))
        {
            writer.Line($"using var call = {begin};");
            Each(writer, "Bind", form, targets, form == Form.Spans ? ", batch" : "");
            writer.Line("call.Plan();");
            Each(writer, "Load", form, targets, "");
            writer.Line("call.Run();");
            writer.Line($"return {result};");
        }
    }

    private void Each(CodeWriter writer, string verb, Form form, IReadOnlyList<NamedNode> targets, string rest)
    {
        string pass = form == Form.Tensors ? "in " : "";
        for (int at = 0; at < model.Inputs.Length; at++) writer.Line($"call.{verb}Input({CSharpText.Int(at)}, {pass}{CSharpText.Camel(model.Inputs[at].Name)}{rest});");
        for (int at = 0; at < targets.Count; at++) writer.Line($"call.{verb}Target({CSharpText.Int(at)}, {pass}{CSharpText.Camel(targets[at].Name)}{rest});");
    }

    private static string Parameter(NamedNode named, Form form)
    {
        string element = named.Node.Type == DType.Int32 ? "int" : "float";
        return form == Form.Tensors
            ? $"in global::System.Numerics.Tensors.ReadOnlyTensorSpan<{element}> {CSharpText.Camel(named.Name)}"
            : $"global::System.ReadOnlySpan<{element}> {CSharpText.Camel(named.Name)}";
    }

    /// <summary>Flat spans are offered where all tensors start with the same run-time dim and have no other.</summary>
    private IEnumerable<Form> Forms(IReadOnlyList<NamedNode> tensors)
    {
        yield return Form.Tensors;
        string? batch = declaration.Inputs.Items.FirstOrDefault()?.Dims.Items.FirstOrDefault().Name;
        bool flat = batch is not null && tensors.All(named => named.Node.Shape.Rank > 0 && named.Node.Shape[0] == Dim.Named(batch)
            && named.Node.Shape.Skip(1).All(dim => dim.IsConstant));
        if (flat) yield return Form.Spans;
    }
}
