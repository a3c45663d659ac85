using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit.Device;

/// <summary>Prints what a model runs on devices: the class that holds the programs and the text of their kernels.</summary>
internal static class DevicePrinter
{
    /// <summary>The class within the model's.</summary>
    private const string ClassName = "OnDevice";

    /// <summary>The method of the model's class that gives what it holds.</summary>
    public const string MethodName = "ForDevices";

    /// <param name="writer">Where to.</param>
    /// <param name="programs">The programs of the model.</param>
    /// <param name="dims">The names of the run-time dims, in the order in which programs number them.</param>
    public static void Print(
        CodeWriter writer, IReadOnlyList<ProgramPlan> programs, IReadOnlyList<string> dims, CancellationToken cancellation)
    {
        writer.Line($"static partial void {MethodName}(ref DeviceDefinition? definition) => definition = {ClassName}.Definition;").Line();
        using (writer.Block($"private static class {ClassName}"))
        {
            var kernels = new DeviceKernelLibrary();
            var launching = writer.Beside();
            foreach (var program in programs)
            {
                launching.Line();
                new DeviceProgramPrinter(program, dims, kernels, cancellation).Print(launching);
            }

            writer.Line("public static readonly DeviceDefinition Definition = new()");
            writer.Line("{");
            writer.Line("    Source = Kernels,");
            kernels.Definitions(writer, "    ");
            foreach (var program in programs) writer.Line($"    {program.Name} = {program.Name}Program(),");
            writer.Line("};");
            writer.Add(launching);
            writer.Line();
            kernels.Print(writer, cancellation);
        }
    }
}
