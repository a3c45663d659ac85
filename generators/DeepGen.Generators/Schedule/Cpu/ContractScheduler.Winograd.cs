using System.Collections.Immutable;
using DeepGen.Generators.Graph;
using DeepGen.Generators.Kernels;

namespace DeepGen.Generators.Schedule.Cpu;

internal sealed partial class ContractScheduler
{
    /// <summary>
    /// The launches of a product by Winograd's algorithm, where it has that form, gains by it, and its channels lie together; null
    /// otherwise. The result has its place.
    /// </summary>
    private List<Launch>? TryWinograd(ContractKernel kernel)
    {
        if (!winograd || WinogradForm.Of(kernel.Operator) is not { } form || !form.Pays(kernel.Operator)) return null;
        if (Operands(kernel).Factor(form.Image).Strides[form.Input] != Dim.One) return null;
        if (form.IsGradient)
        {
            return Operands(kernel).Factor(1 - form.Image).Strides[form.Output] == Dim.One ? [.. KernelGradient(kernel, form)] : null;
        }

        return Operands(kernel).OnLoops(kernel.Contract)[form.Output] == Dim.One ? [.. Convolve(kernel, form)] : null;
    }

    private IEnumerable<Launch> Convolve(ContractKernel kernel, WinogradForm form)
    {
        var loops = kernel.Operator.Loops;
        int weights = 1 - form.Image;
        var node = kernel.Contract.Inputs[weights];
        var from = layouts.Of(node);
        var (offset, strides) = Operands(kernel).Factor(weights);
        long inputs = loops[form.Input].Value, outputs = loops[form.Output].Value;
        int[] order = [form.Output, form.Input, form.TapRow, form.TapColumn];
        var (storage, isWritten) = copies.Of(
            from.Storage, FormattableString.Invariant(
                $"points of {offset}:{string.Join(",", order.Select(loop => strides[loop]))}:{outputs}x{inputs}"),
            WinogradLaunch.PackSize(inputs, outputs));
        if (!isWritten)
        {
            yield return new WinogradPackLaunch(
                "Pack" + kernel.Name, node, from.Storage, offset, storage, [.. order.Select(loop => strides[loop])], inputs, outputs)
            {
                Pack = copies.AreKept(from.Storage) ? storage : null,
            };
        }

        overrides[weights] = (storage, [.. Enumerable.Repeat(Dim.Zero, loops.Rank)]);
        var operands = Operands(kernel).Strides().ToImmutableArray();
        LoopAxis Axis(int loop)
            => loop < 0 ? LoopAxis.Single(operands.Length) : new(loops[loop], [.. operands.Select(along => along[loop])]);
        yield return new WinogradLaunch(kernel.Name, Operands(kernel).Bind())
        {
            Image = form.Image,
            Batch = Axis(form.Batch),
            Row = Axis(form.Row),
            Column = Axis(form.Column),
            Output = Axis(form.Output),
            Inputs = inputs,
        };
    }

    private IEnumerable<Launch> KernelGradient(ContractKernel kernel, WinogradForm form)
    {
        var (contract, loops) = (kernel.Contract, kernel.Operator.Loops);
        ImagesView View(int factor, int channel)
        {
            var (offset, strides) = Operands(kernel).Factor(factor);
            Dim Along(int loop) => loop < 0 ? Dim.Zero : strides[loop];
            return new(
                layouts.Of(contract.Inputs[factor]).Storage, offset, Along(form.Batch), Along(form.Row), Along(form.Column),
                loops[channel].Value);
        }

        var sum = new WinogradSumLaunch(
            kernel.Name, contract, View(form.Image, form.Input), View(1 - form.Image, form.Output),
            form.Batch < 0 ? Dim.One : loops[form.Batch], loops[form.Row], loops[form.Column]);
        yield return sum;
        var strides = Operands(kernel).OnLoops(contract);
        yield return new WinogradFinishLaunch(
            kernel.Name + "Taps", sum, layouts.Of(contract).Storage, layouts.Of(contract).Offset, strides[form.Output], strides[form.Input],
            strides[form.TapRow], strides[form.TapColumn]);
        if (kernel.Epilogue.Length == 0) yield break;
        var rest = new LoopKernel(contract.Shape, [], [new Stage(true, kernel.Epilogue)]) { Name = kernel.Name + "Epilogue" };
        yield return LoopLaunches.Of(rest, layouts);
    }
}
