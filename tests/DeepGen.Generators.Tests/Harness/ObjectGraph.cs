using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace DeepGen.Generators.Tests.Harness;

/// <summary>Everything that can be reached from an object.</summary>
internal static class ObjectGraph
{
    /// <summary>Fails where an object of one of the types can be reached.</summary>
    public static void ShouldHoldNone(Type[] forbidden, object? value, string path)
        => Walk(forbidden, value, path, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static void Walk(Type[] forbidden, object? value, string path, HashSet<object> seen)
    {
        bool isLeaf = value is null or string or Type or TextSpan or LinePositionSpan;
        if (isLeaf || value!.GetType().IsPrimitive || value.GetType().IsEnum || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        var type = value.GetType();
        forbidden.ShouldNotContain(other => other.IsAssignableFrom(type), $"{path} holds a {type}");
        if (value is IEnumerable items)
        {
            foreach (var item in items) Walk(forbidden, item, path + "[]", seen);

            // What a method with yield returns also holds what it goes by.
            if (!type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)) return;
        }

        // A class shows the private fields of its own only.
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var field in level.GetFields(All)) Walk(forbidden, field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}
