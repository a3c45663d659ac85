using System.Globalization;
using System.Text;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Tests.Compiled;

/// <summary>Source text that calls a model's doors, as spans cannot pass through reflection. Results: the loss,
/// all outputs, the gradients of inputs.</summary>
internal static class Driver
{
    public static string NameOf(CompiledGraph model) => model.Declaration.Name + "Driver";

    public static string Print(CompiledGraph model)
    {
        var text = new StringBuilder("using System.Collections.Generic; using System.Numerics.Tensors;\n");
        text.Append("public static class ").Append(NameOf(model)).Append(" {\n");
        Door(text, model, "Predict", []);
        if (model.Evaluation.Loss is not null)
        {
            Door(text, model, "Evaluate", model.Evaluation.Targets);
            Door(text, model, "Step", model.Evaluation.Targets);
        }

        return text.Append('}').ToString();
    }

    private static void Door(StringBuilder text, CompiledGraph model, string method, IEnumerable<NamedNode> targets)
    {
        int floats = 0, ints = 0;
        var arguments = model.Evaluation.Inputs.Concat(targets).Select((named, at) => named.Node.Type == DType.Int32
            ? string.Create(CultureInfo.InvariantCulture, $"new ReadOnlyTensorSpan<int>(ints[{ints++}], shapes[{at}])")
            : string.Create(CultureInfo.InvariantCulture, $"new ReadOnlyTensorSpan<float>(floats[{floats++}], shapes[{at}])"));
        text.Append("public static float[] ").Append(method)
            .Append("(DeepGen.CompiledModel model, float[][] floats, int[][] ints, nint[][] shapes) {\nvar result = ((")
            .Append(model.FullName).Append(")model).").Append(method).Append('(').AppendJoin(", ", arguments)
            .Append("); var all = new List<float>();\n");
        int outputs = model.Evaluation.Outputs.Length + (method == "Predict" ? 0 : model.Evaluation.Auxiliaries.Length);
        if (method != "Predict") text.Append("all.Add(result.Loss);\n");
        for (int at = 0; at < outputs; at++)
        {
            string output = method != "Predict"
                ? string.Create(CultureInfo.InvariantCulture, $"result.Outputs[{at}]")
                : outputs == 1 ? "result" : string.Create(CultureInfo.InvariantCulture, $"result.Item{at + 1}");
            text.Append("all.AddRange(").Append(model.Evaluation.Outputs.ElementAtOrDefault(at)?.Node.Type == DType.Int32
                ? $"System.Array.ConvertAll({output}.Integers.ToArray(), static integer => (float)integer)"
                : output + ".ToArray()").Append(");\n");
        }

        foreach (string input in method == "Step" ? model.Evaluation.DifferentiatedInputs : [])
        {
            text.Append("all.AddRange(result.Gradients[\"").Append(input).Append("\"].ToArray());\n");
        }

        text.Append("return all.ToArray(); }\n");
    }
}
