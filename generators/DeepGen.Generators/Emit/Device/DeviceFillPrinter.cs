using System.Collections.Immutable;
using DeepGen.Generators.Emit.CSharp;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Schedule;

namespace DeepGen.Generators.Emit.Device;

/// <summary>Prints what clears storages and their borders: an item for each element.</summary>
internal static class DeviceFillPrinter
{
    private const int Items = 256;

    public static DeviceKernelText Fill(FillLaunch launch)
    {
        var (writer, signature) = (new CodeWriter(), new KernelSignature(DeviceText.Index));
        Item(writer, signature, launch.Storage.Size);
        writer.Line($"{signature.Written(launch.Storage)}[item] = 0.0f;");
        return Text("Clear", $"zeros in {launch.Storage.Name}", launch.Storage.Size, writer, signature);
    }

    public static DeviceKernelText Halo(HaloLaunch launch)
    {
        var halo = launch.Storage.Halo!;
        var (writer, signature) = (new CodeWriter(), new KernelSignature(DeviceText.Index));
        Item(writer, signature, launch.Storage.Size);
        string rest = "item";
        var inside = new List<string>();
        for (int axis = halo.Extents.Length - 1; axis >= 0; axis--)
        {
            string at = $"i{CSharpText.Int(axis)}", next = $"rest{CSharpText.Int(axis)}";
            bool isBordered = halo.Low[axis] > 0 || halo.High[axis] > 0;
            string extent = signature.Divisor(halo.Extents[axis]);
            if (axis > 0) writer.Line($"int {next} = {rest} / {extent};");
            if (isBordered)
            {
                writer.Line(axis > 0 ? $"int {at} = {rest} - {next} * {extent};" : $"int {at} = {rest};");
                inside.Add($"{at} >= {CSharpText.Int(halo.Low[axis])} && {at} < {signature.Extent(halo.Extents[axis] - halo.High[axis])}");
            }

            if (!Enumerable.Range(0, axis).Any(outer => halo.Low[outer] > 0 || halo.High[outer] > 0)) break;
            rest = next;
        }

        writer.Line($"if ({string.Join(" && ", inside)}) return;");
        writer.Line($"{signature.Written(launch.Storage)}[item] = 0.0f;");
        return Text("Borders", $"the zero borders of {launch.Storage.Name}", launch.Storage.Size, writer, signature);
    }

    private static void Item(CodeWriter writer, KernelSignature signature, Dim count)
    {
        writer.Line($"int item = DG_GROUP(0) * {CSharpText.Int(Items)} + DG_THREAD(0);");
        writer.Line($"if (item >= {signature.Extent(count)}) return;");
    }

    private static DeviceKernelText Text(string name, string comment, Dim count, CodeWriter writer, KernelSignature signature)
    {
        string groups = CSharpText.Extent((count + (Items - 1)).FloorDivide(Items));
        return new DeviceKernelText(
            name, [comment], writer.ToString(), DeviceParameter.Of(signature), signature.Dims, ImmutableArray<uint>.Empty,
            new DeviceGroupCounts(groups), Items);
    }
}
