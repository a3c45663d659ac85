using System.Globalization;

namespace DeepGen.Runtime;

/// <summary>
/// Checks what comes into a model: shapes against its definition, which binds the run-time dimensions, and the range of indices.
/// </summary>
internal readonly struct Door(ModelDefinition model, InputDefinition input, bool isTarget)
{
    private string Title => $"{(isTarget ? "Target" : "Input")} '{input.Name}'";

    /// <summary>Checks a shape and binds the dimensions that it names.</summary>
    public void Bind(ReadOnlySpan<nint> lengths, Span<nint> dims)
    {
        DimPattern[] pattern = input.Dims;
        if (lengths.Length != pattern.Length)
        {
            throw Mismatch(lengths, $"it has {Number(lengths.Length)} dimensions instead of {Number(pattern.Length)}; reshape it");
        }

        for (int i = 0; i < lengths.Length; i++)
        {
            BindOne(lengths, i, dims);
        }
    }

    /// <summary>Checks the length of a flat span and binds the batch, and one more dimension where that is unknown.</summary>
    public void BindFlat(int length, nint batch, Span<nint> dims)
    {
        if (!TryBindFlat(length, batch, dims))
        {
            BindUnknown(length, batch, dims);
        }
    }

    private void BindUnknown(int length, nint batch, Span<nint> dims)
    {
        if (batch < 1)
        {
            throw new ArgumentException(
                $"{Title} has a batch of {Number(batch)}, but at least 1 is expected; pass one row or more.", input.Name);
        }

        Span<nint> lengths = stackalloc nint[input.Dims.Length];
        nint known = 1;
        int unknown = -1;
        for (int i = 0; i < lengths.Length; i++)
        {
            DimPattern dim = input.Dims[i];
            lengths[i] = dim.Index < 0 ? ExtentOf(in dim, dims) : dim.Index == 0 ? batch : dims[dim.Index];
            if (lengths[i] == 0 && dim.Index > 0 && unknown < 0)
            {
                unknown = i;
                continue;
            }

            known *= lengths[i];
        }

        nint expected = unknown < 0 ? known : known * nint.Max(1, known == 0 ? 0 : length / known);
        if (unknown >= 0 && known > 0)
        {
            lengths[unknown] = expected / known;
        }

        if (length != expected)
        {
            throw new ArgumentException(
                $"{Title} has {Number(length)} numbers, but {Expected()} with a batch of {Number(batch)} needs " +
                $"{(unknown < 0 ? "" : "a multiple of ")}{Number(known)}; pass all rows, one after the other.",
                input.Name);
        }

        Bind(lengths, dims);
    }

    /// <summary>Checks that every index is in the range of the definition.</summary>
    public void CheckIndices(ReadOnlySpan<int> values)
    {
        if (input.IndexLimit <= 0)
        {
            return;
        }

        // One comparison, since a negative number is large when taken without its sign.
        uint limit = (uint)input.IndexLimit;
        for (int i = 0; i < values.Length; i++)
        {
            if ((uint)values[i] >= limit && values[i] != input.IgnoredIndex)
            {
                string or = input.IgnoredIndex is { } ignored ? $", or {Number(ignored)}, which the loss ignores" : "";
                throw new ArgumentOutOfRangeException(
                    input.Name,
                    $"{Title} holds {Number(values[i])} at position {Number(i)}, but its values must be from 0 to " +
                    $"{Number(limit - 1)}{or}; " +
                    "check the labels, or the number of classes of the model.");
            }
        }
    }

    /// <summary>Binds where every extent but the batch is known and all of them fit; anything else takes a closer look.</summary>
    private bool TryBindFlat(int length, nint batch, Span<nint> dims)
    {
        nint expected = 1;
        bool hasBatch = false;
        foreach (ref readonly DimPattern dim in input.Dims.AsSpan())
        {
            nint extent = dim.Index < 0 ? ExtentOf(in dim, dims) : dim.Index == 0 ? batch : dims[dim.Index];
            if (extent < 1 || (dim.Index == 0 && dims[0] != 0 && dims[0] != batch))
            {
                return false;
            }

            hasBatch |= dim.Index == 0;
            expected *= extent;
        }

        if (batch < 1 || expected != length)
        {
            return false;
        }

        if (hasBatch)
        {
            dims[0] = batch;
        }

        return true;
    }

    private void BindOne(ReadOnlySpan<nint> lengths, int i, Span<nint> dims)
    {
        DimPattern dim = input.Dims[i];
        nint found = lengths[i];
        if (dim.Index < 0)
        {
            nint expected = ExtentOf(in dim, dims);
            if (found != expected)
            {
                throw Mismatch(lengths, $"dimension {Number(i)} is {Number(found)} instead of {Number(expected)}; reshape or crop it");
            }
        }
        else if (found < 1)
        {
            throw Mismatch(lengths, $"{model.Dims[dim.Index]} is {Number(found)}; pass at least one");
        }
        else if (dims[dim.Index] == 0)
        {
            dims[dim.Index] = found;
        }
        else if (dims[dim.Index] != found)
        {
            string name = model.Dims[dim.Index];
            throw Mismatch(
                lengths,
                $"{name} is {Number(found)} here and {Number(dims[dim.Index])} before; give the same {name} everywhere");
        }
    }

    /// <summary>An extent that is not the caller's to choose.</summary>
    private static nint ExtentOf(in DimPattern dim, ReadOnlySpan<nint> dims) =>
        dim.Formula is { } formula ? Compute(formula, dims) : dim.Extent;

    private static nint Compute(SizeFunction formula, ReadOnlySpan<nint> dims)
    {
        Span<nint> extent = stackalloc nint[1];
        formula(dims, extent);
        return extent[0];
    }

    private ArgumentException Mismatch(ReadOnlySpan<nint> lengths, string reason) =>
        new($"{Title} has the shape {ShapeText.Of(lengths)}, but {Expected()} is expected: {reason}.", input.Name);

    private string Expected()
    {
        string[] dims = model.Dims;
        return ShapeText.Of([.. input.Dims.Select(dim => dim.Index < 0 ? dim.Text ?? Number(dim.Extent) : dims[dim.Index])]);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
