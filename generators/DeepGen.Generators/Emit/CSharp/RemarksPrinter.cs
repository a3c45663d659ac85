using DeepGen.Generators.Build;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Operators;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit.CSharp;

/// <summary>Prints what an editor shows over a model's name: its layers, and what its programs cost.</summary>
internal sealed class RemarksPrinter(BuildResult build, ModelGraph model, IReadOnlyList<ProgramPlan> programs, int kernels)
{
    /// <summary>The extent of run-time dims for which memory is shown as a number.</summary>
    private const int Example = 64;

    /// <summary>The model with other constants than those as written.</summary>
    public IReadOnlyList<(string Constants, LoweredModel Model)> Variants { get; init; } = [];

    public void Print(CodeWriter writer)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <list type=\"table\">");
        writer.Line("/// <listheader><term>layer</term><description>input, output, parameters, cost</description></listheader>");
        foreach (var call in build.Rows)
        {
            string parameters = call.ParameterCount > 0 ? $", {Quantity.Count(call.ParameterCount)} parameters" : "";
            string cost = call.Cost.MultiplyAdds == Dim.Zero ? "" : ", " + Quantity.Operations(call.Cost.MultiplyAdds * 2, build.Batch);
            string what = $"{string.Join(", ", call.Inputs.Items)} to {string.Join(", ", call.Outputs.Items)}{parameters}{cost}";
            writer.Line($"/// <item><term>{Escape(call.Title)}</term><description>{Escape(what)}</description></item>");
        }

        writer.Line("/// </list>");
        foreach (string line in Totals().Concat(OfVariants())) writer.Line($"/// <para>{Escape(line)}.</para>");
        writer.Line("/// </remarks>");
    }

    /// <summary>Text as it stands in XML.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private IEnumerable<string> Totals()
    {
        yield return $"Outputs: {Outputs(model)}"
            + (model.Loss is null ? "; no loss" : $"; the loss compares with {string.Join(", ", Targets())}");
        yield return $"{Takes(model, build)}, a multiply-add being two";
        yield return string.Join(", ", programs.Select(program => $"{program.Name} launches {Counted(Launches(program), "kernel")}"))
            + $"; {kernels} of them differ";
        string[] names =
            [.. model.Inputs.Concat(model.Targets).SelectMany(named => named.Node.Shape).SelectMany(dim => dim.Names).Distinct()];
        string example = names.Length == 0 ? "" : $" for {string.Join(", ", names.Select(name => $"{name} = {Example}"))}";
        foreach (var program in programs)
        {
            var floats = PeakMemory.Of(program, _ => Example);
            yield return $"{program.Name} holds about 4 * ({Quantity.Polynomial(floats)}) bytes at once, "
                + $"{Quantity.Scaled(4.0 * floats.Evaluate(_ => Example), "B")}{example}";
        }
    }

    private IEnumerable<string> OfVariants()
    {
        if (Variants.Count > 0) yield return "All this is said of the constants as written";
        foreach (var (constants, variant) in Variants)
            yield return $"With {constants}: outputs {Outputs(variant.Evaluation!)}; {Takes(variant.Evaluation!, variant.Build)}";
    }

    private static string Outputs(ModelGraph graph)
        => string.Join(", ", graph.Outputs.Select(output => $"{output.Name} {output.Node.Shape}"));

    private static string Takes(ModelGraph graph, BuildResult built)
    {
        long learned = graph.Parameters.Sum(tensor => tensor.Shape.ElementCount.Value);
        return $"{Quantity.Count(learned)} parameters; Predict takes {Quantity.Operations(built.Total.Operations, built.Batch)}";
    }

    private IEnumerable<string> Targets()
        => model.Targets.IsEmpty ? ["nothing"] : model.Targets.Select(target => $"{target.Name} {target.Node.Shape}");

    private static int Launches(ProgramPlan program) => program.Launches.Count(launch => launch is not (HaloLaunch or FillLaunch));

    private static string Counted(int count, string what) => $"{CSharpText.Int(count)} {what}{(count == 1 ? "" : "s")}";
}
