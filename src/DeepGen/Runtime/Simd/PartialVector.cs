using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepGen.Runtime;

/// <summary>Reads and writes the first lanes of a vector without touching memory beyond them: by halves, down to two floats.</summary>
internal static class PartialVector
{
    public static Vector512<float> Load512(ref readonly float source, int count)
    {
        if (count >= 16)
        {
            return Vector512.LoadUnsafe(in source);
        }

        return count > 8
            ? Vector512.Create(Vector256.LoadUnsafe(in source), Load256(in Unsafe.Add(ref Unsafe.AsRef(in source), 8), count - 8))
            : Vector512.Create(Load256(in source, count), Vector256<float>.Zero);
    }

    public static Vector256<float> Load256(ref readonly float source, int count)
    {
        if (count >= 8)
        {
            return Vector256.LoadUnsafe(in source);
        }

        return count > 4
            ? Vector256.Create(Vector128.LoadUnsafe(in source), Load128(in Unsafe.Add(ref Unsafe.AsRef(in source), 4), count - 4))
            : Vector256.Create(Load128(in source, count), Vector128<float>.Zero);
    }

    public static Vector128<float> Load128(ref readonly float source, int count)
    {
        ref float first = ref Unsafe.AsRef(in source);
        return count switch
        {
            >= 4 => Vector128.LoadUnsafe(ref first),
            3 => Vector128.Create(Pair(ref first), Vector64.CreateScalar(Unsafe.Add(ref first, 2))),
            2 => Vector128.Create(Pair(ref first), Vector64<float>.Zero),
            1 => Vector128.CreateScalar(first),
            _ => Vector128<float>.Zero,
        };
    }

    public static void Store(Vector512<float> value, ref float destination, int count)
    {
        if (count >= 16)
        {
            value.StoreUnsafe(ref destination);
        }
        else if (count > 8)
        {
            value.GetLower().StoreUnsafe(ref destination);
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, 8), count - 8);
        }
        else
        {
            Store(value.GetLower(), ref destination, count);
        }
    }

    public static void Store(Vector256<float> value, ref float destination, int count)
    {
        if (count >= 8)
        {
            value.StoreUnsafe(ref destination);
        }
        else if (count > 4)
        {
            value.GetLower().StoreUnsafe(ref destination);
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, 4), count - 4);
        }
        else
        {
            Store(value.GetLower(), ref destination, count);
        }
    }

    public static void Store(Vector128<float> value, ref float destination, int count)
    {
        switch (count)
        {
            case >= 4:
                value.StoreUnsafe(ref destination);
                break;
            case 3:
                value.GetLower().StoreUnsafe(ref destination);
                Unsafe.Add(ref destination, 2) = value.GetElement(2);
                break;
            case 2:
                value.GetLower().StoreUnsafe(ref destination);
                break;
            case 1:
                destination = value.ToScalar();
                break;
        }
    }

    private static Vector64<float> Pair(ref float first) => Vector64.LoadUnsafe(ref first);
}
