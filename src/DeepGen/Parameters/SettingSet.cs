using System.Globalization;
using DeepGen.Runtime;

namespace DeepGen;

/// <summary>
/// The settings of a model: numbers that may change between two calls, such as a dropout rate. Those of the model's own fields are
/// properties of the model, too; those of its blocks are found here.
/// </summary>
public sealed class SettingSet
{
    private readonly string model;
    private readonly SettingDefinition[] definitions;
    private readonly AlignedBuffer values;

    internal SettingSet(ModelDefinition model)
    {
        this.model = model.Name;
        definitions = model.Settings;
        values = new AlignedBuffer(definitions.Length);
        for (int i = 0; i < definitions.Length; i++)
        {
            values.At(i) = definitions[i].Value;
        }
    }

    /// <summary>The names, as in "rate", and "layer1.0.rate" for one of a block.</summary>
    public IReadOnlyList<string> Names => [.. definitions.Select(definition => definition.Name)];

    /// <summary>The number of settings.</summary>
    public int Count => definitions.Length;

    internal AlignedBuffer Values => values;

    /// <summary>A setting by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">The model has no such setting; the message lists those it has.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one that the model takes.</exception>
    public float this[string name]
    {
        get => this[IndexOf(name)];
        set => this[IndexOf(name)] = value;
    }

    /// <summary>A setting by its place.</summary>
    /// <param name="index">The place, from 0, in the order in which they are declared.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place, or the value is not one that the model takes.</exception>
    public float this[int index]
    {
        get
        {
            CheckIndex(index);
            return values.At(index);
        }

        set
        {
            CheckIndex(index);
            if (Refusal(index, value) is { } refusal)
            {
                throw new ArgumentOutOfRangeException(
                    definitions[index].Name, $"The setting '{definitions[index].Name}' of '{model}' cannot be {refusal}.");
            }

            values.At(index) = value;
        }
    }

    /// <summary>Whether there is a setting of this name.</summary>
    /// <param name="name">The name.</param>
    public bool Contains(string name) => Find(name) >= 0;

    /// <summary>Why a setting cannot have a value: the value, and what is expected. Null where it can.</summary>
    internal string? Refusal(int index, float value)
    {
        SettingDefinition definition = definitions[index];
        if (float.IsFinite(value) && value >= definition.Minimum && value <= definition.Maximum)
        {
            return null;
        }

        string range = float.IsFinite(definition.Minimum) || float.IsFinite(definition.Maximum)
            ? string.Create(CultureInfo.InvariantCulture, $"a number from {definition.Minimum} to {definition.Maximum}")
            : "a finite number";
        return string.Create(CultureInfo.InvariantCulture, $"{value}; it must be {range}");
    }

    private int IndexOf(string name)
    {
        int index = Find(name);
        return index >= 0 ? index : throw FlatLayout.NoSuchName("setting", name, model, Names);
    }

    /// <summary>The place of a name, or -1. A loop, since a search by a function would allocate.</summary>
    private int Find(string name)
    {
        for (int i = 0; i < definitions.Length; i++)
        {
            if (definitions[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private void CheckIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, definitions.Length);
    }
}
