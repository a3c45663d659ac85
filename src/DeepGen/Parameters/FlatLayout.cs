using DeepGen.Runtime;

namespace DeepGen;

/// <summary>Named tensors one after the other in a flat buffer, without padding.</summary>
internal static class FlatLayout
{
    public static nint[] Offsets(TensorDefinition[] definitions, out nint length)
    {
        var offsets = new nint[definitions.Length];
        length = 0;
        for (int i = 0; i < definitions.Length; i++)
        {
            offsets[i] = length;
            length = checked(length + definitions[i].Length);
        }

        return offsets;
    }

    public static Dictionary<string, int> Index(TensorDefinition[] definitions)
    {
        var names = new Dictionary<string, int>(definitions.Length, StringComparer.Ordinal);
        for (int i = 0; i < definitions.Length; i++)
        {
            names.Add(definitions[i].Name, i);
        }

        return names;
    }

    public static void CheckLength(string name, ReadOnlySpan<int> shape, int found, int expected)
    {
        if (found != expected)
        {
            throw new ArgumentException(
                $"'{name}' has the shape {ShapeText.Of(shape)} but receives {found} numbers; give exactly {expected}.");
        }
    }

    public static KeyNotFoundException NoSuchName(string kind, string name, string model, IEnumerable<string> known) => new(
        $"Model '{model}' has no {kind} '{name}'; it has {string.Join(", ", known)}.");
}
