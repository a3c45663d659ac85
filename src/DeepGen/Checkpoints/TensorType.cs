namespace DeepGen;

/// <summary>The element types of the safetensors format that are known here, with their sizes in bytes.</summary>
internal static class TensorType
{
    public const string Float32 = "F32";
    public const string Float16 = "F16";
    public const string BFloat16 = "BF16";
    public const string Float64 = "F64";
    public const string Int64 = "I64";
    public const string Int32 = "I32";

    /// <summary>The bytes of one element; 0 for a type that is not known.</summary>
    public static int Size(string type) => type switch
    {
        "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" => 1,
        "U16" or "I16" or Float16 or BFloat16 => 2,
        "U32" or Int32 or Float32 => 4,
        "U64" or Int64 or Float64 => 8,
        _ => 0,
    };
}
