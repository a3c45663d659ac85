using DeepGen.Generators.Build.Functions;
using DeepGen.Generators.Build.Layers;
using DeepGen.Generators.Build.Losses;
using DeepGen.Generators.Graph;

namespace DeepGen.Generators.Build;

/// <summary>Every layer and function that the compiler knows.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, LayerKind> LayersByKind =
        Instances<LayerKind>().Concat(Activations.All).ToDictionary(layer => layer.Kind, StringComparer.Ordinal);

    private static readonly Dictionary<string, ValueFunction> FunctionsByName =
        Instances<ValueFunction>().Concat(Elementwise.All).Concat(ElementLosses.All)
            .Concat(LayersByKind.Values.Where(layer => layer.Function is not null).Select(layer => new LayerFunction(layer)))
            .ToDictionary(function => function.Name, StringComparer.Ordinal);

    public static IEnumerable<LayerKind> Layers => LayersByKind.Values;

    public static IEnumerable<ValueFunction> Functions => FunctionsByName.Values;

    public static LayerKind? Layer(string kind) => LayersByKind.TryGetValue(kind, out var layer) ? layer : null;

    public static ValueFunction? Function(string name) => FunctionsByName.TryGetValue(name, out var function) ? function : null;

    private static IEnumerable<T> Instances<T>()
        => typeof(T).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type) && type.GetConstructor(Type.EmptyTypes) is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type));

    /// <summary>A layer without tensors, called as a method of Value.</summary>
    private sealed class LayerFunction(LayerKind layer) : ValueFunction
    {
        public override string Name => layer.Function!;

        public override bool MakesImages => layer.MakesImages;

        public override ValueRange Range => layer.Range;

        public override RunTimeNumber? RunTime => layer.RunTime;

        public override Node Build(CallSite call) => layer.Build(call, call.Input());
    }
}
