using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeepGen.Runtime;

/// <summary>
/// The counter-based generator Philox4x32-10 (Salmon, Moraes, Dror and Shaw: Parallel random numbers, as easy as 1, 2, 3): ten rounds of
/// multiplications turn a counter of four words and a key of two into four random words.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Philox
{
    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;
    internal const int Rounds = 10;

    /// <summary>The four random words of an element of a stream.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="element">The number of the element.</param>
    public static (uint Word0, uint Word1, uint Word2, uint Word3) Next(RandomKey key, ulong element) =>
        Next((uint)element, (uint)(element >> 32), key.Stream0, key.Stream1, key.Key0, key.Key1);

    /// <summary>The uniform number in [0, 1) of an element of a stream: the upper 24 bits of its first word.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="element">The number of the element.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Uniform(RandomKey key, ulong element) => ToUniform(Next(key, element).Word0);

    /// <summary>Turns a random word into a uniform number in [0, 1): its upper 24 bits over 2^24, which a float holds exactly.</summary>
    /// <param name="word">The random word.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToUniform(uint word) => (int)(word >> 8) * (1f / (1 << 24));

    internal static (uint Word0, uint Word1, uint Word2, uint Word3) Next(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c1 = (uint)product1;
            c3 = (uint)product0;
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }
}
