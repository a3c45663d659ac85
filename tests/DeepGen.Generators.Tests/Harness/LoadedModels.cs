using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepGen.Generators.Tests.Harness;

/// <summary>A compiled test source, loaded so that it can be unloaded again. It shares DeepGen.dll with the tests.</summary>
internal sealed class LoadedModels : IDisposable
{
    private readonly AssemblyLoadContext _context;

    private LoadedModels(AssemblyLoadContext context, Assembly assembly) => (_context, Assembly) = (context, assembly);

    public Assembly Assembly { get; }

    public static LoadedModels From(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics));
        image.Position = 0;
        var context = new AssemblyLoadContext("Models", isCollectible: true);
        return new LoadedModels(context, context.LoadFromStream(image));
    }

    /// <summary>The type of a model by its full name.</summary>
    public Type Type(string name) => Assembly.GetType(name, throwOnError: true)!;

    /// <summary>A new instance of a model; every type converts to <c>dynamic</c> where its members are wanted.</summary>
    public object Create(string name, params object?[] arguments) =>
        Activator.CreateInstance(
            Type(name),
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.OptionalParamBinding,
            binder: null,
            arguments,
            culture: null)!;

    public void Dispose() => _context.Unload();
}
