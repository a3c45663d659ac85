namespace DeepGen.Data;

/// <summary>Samples of one input and one target, such as images and labels.</summary>
/// <typeparam name="TInput">The element type of the input.</typeparam>
/// <typeparam name="TTarget">The element type of the target.</typeparam>
public sealed class TensorDataset<TInput, TTarget> : Dataset<TensorDataset<TInput, TTarget>>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Makes a dataset of two columns; a tensor [count, ...] converts to a column by itself.</summary>
    /// <param name="inputs">The input of each sample.</param>
    /// <param name="targets">The target of each sample.</param>
    /// <exception cref="ArgumentException">The columns have different counts.</exception>
    public TensorDataset(Column<TInput> inputs, Column<TTarget> targets)
        : this([inputs, targets], null)
    {
    }

    private TensorDataset(Column[] columns, int[]? rows)
        : base(columns, rows)
    {
    }

    /// <summary>The inputs, all rows of them, whichever this dataset chooses.</summary>
    public Column<TInput> Inputs => (Column<TInput>)Columns[0];

    /// <summary>The targets, all rows of them, whichever this dataset chooses.</summary>
    public Column<TTarget> Targets => (Column<TTarget>)Columns[1];

    /// <summary>The same samples with another input column of the same count, such as a normalized one.</summary>
    /// <param name="change">Makes the new column from the present one.</param>
    public TensorDataset<TInput, TTarget> WithInputs(Func<Column<TInput>, Column<TInput>> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new([change(Inputs), Targets], ChosenRows);
    }

    private protected override TensorDataset<TInput, TTarget> With(int[] rows) => new([.. ColumnSpan], rows);
}

/// <summary>Samples of three parts, such as two inputs and a target.</summary>
/// <typeparam name="T1">The element type of the first part.</typeparam>
/// <typeparam name="T2">The element type of the second part.</typeparam>
/// <typeparam name="T3">The element type of the third part.</typeparam>
public sealed class TensorDataset<T1, T2, T3> : Dataset<TensorDataset<T1, T2, T3>>
    where T1 : unmanaged
    where T2 : unmanaged
    where T3 : unmanaged
{
    /// <summary>Makes a dataset of three columns; a tensor [count, ...] converts to a column by itself.</summary>
    /// <param name="first">The first part of each sample.</param>
    /// <param name="second">The second part of each sample.</param>
    /// <param name="third">The third part of each sample.</param>
    /// <exception cref="ArgumentException">The columns have different counts.</exception>
    public TensorDataset(Column<T1> first, Column<T2> second, Column<T3> third)
        : this([first, second, third], null)
    {
    }

    private TensorDataset(Column[] columns, int[]? rows)
        : base(columns, rows)
    {
    }

    private protected override TensorDataset<T1, T2, T3> With(int[] rows) => new([.. ColumnSpan], rows);
}

/// <summary>Samples of four parts, such as two inputs and two targets.</summary>
/// <typeparam name="T1">The element type of the first part.</typeparam>
/// <typeparam name="T2">The element type of the second part.</typeparam>
/// <typeparam name="T3">The element type of the third part.</typeparam>
/// <typeparam name="T4">The element type of the fourth part.</typeparam>
public sealed class TensorDataset<T1, T2, T3, T4> : Dataset<TensorDataset<T1, T2, T3, T4>>
    where T1 : unmanaged
    where T2 : unmanaged
    where T3 : unmanaged
    where T4 : unmanaged
{
    /// <summary>Makes a dataset of four columns; a tensor [count, ...] converts to a column by itself.</summary>
    /// <param name="first">The first part of each sample.</param>
    /// <param name="second">The second part of each sample.</param>
    /// <param name="third">The third part of each sample.</param>
    /// <param name="fourth">The fourth part of each sample.</param>
    /// <exception cref="ArgumentException">The columns have different counts.</exception>
    public TensorDataset(Column<T1> first, Column<T2> second, Column<T3> third, Column<T4> fourth)
        : this([first, second, third, fourth], null)
    {
    }

    private TensorDataset(Column[] columns, int[]? rows)
        : base(columns, rows)
    {
    }

    private protected override TensorDataset<T1, T2, T3, T4> With(int[] rows) => new([.. ColumnSpan], rows);
}
