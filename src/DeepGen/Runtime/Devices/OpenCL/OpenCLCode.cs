using System.Globalization;

namespace DeepGen.Runtime;

/// <summary>The codes that calls of OpenCL return.</summary>
internal static class OpenCLCode
{
    public const int Success = 0;
    public const int DeviceNotFound = -1;
    public const int OutOfMemory = -4;
    public const int OutOfResources = -5;
    public const int OutOfHostMemory = -6;
    public const int InvalidBufferSize = -61;

    /// <summary>The loader found no driver.</summary>
    public const int NoPlatform = -1001;

    // From 0 downwards, as cl.h counts; between them lie numbers that it leaves out.
    private static readonly string[] Runtime =
    [
        "SUCCESS", "DEVICE_NOT_FOUND", "DEVICE_NOT_AVAILABLE", "COMPILER_NOT_AVAILABLE", "MEM_OBJECT_ALLOCATION_FAILURE",
        "OUT_OF_RESOURCES", "OUT_OF_HOST_MEMORY", "PROFILING_INFO_NOT_AVAILABLE", "MEM_COPY_OVERLAP", "IMAGE_FORMAT_MISMATCH",
        "IMAGE_FORMAT_NOT_SUPPORTED", "BUILD_PROGRAM_FAILURE", "MAP_FAILURE", "MISALIGNED_SUB_BUFFER_OFFSET",
        "EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST", "COMPILE_PROGRAM_FAILURE", "LINKER_NOT_AVAILABLE", "LINK_PROGRAM_FAILURE",
        "DEVICE_PARTITION_FAILED", "KERNEL_ARG_INFO_NOT_AVAILABLE",
    ];

    // From -30 downwards.
    private static readonly string[] Invalid =
    [
        "VALUE", "DEVICE_TYPE", "PLATFORM", "DEVICE", "CONTEXT", "QUEUE_PROPERTIES", "COMMAND_QUEUE", "HOST_PTR", "MEM_OBJECT",
        "IMAGE_FORMAT_DESCRIPTOR", "IMAGE_SIZE", "SAMPLER", "BINARY", "BUILD_OPTIONS", "PROGRAM", "PROGRAM_EXECUTABLE", "KERNEL_NAME",
        "KERNEL_DEFINITION", "KERNEL", "ARG_INDEX", "ARG_VALUE", "ARG_SIZE", "KERNEL_ARGS", "WORK_DIMENSION", "WORK_GROUP_SIZE",
        "WORK_ITEM_SIZE", "GLOBAL_OFFSET", "EVENT_WAIT_LIST", "EVENT", "OPERATION", "GL_OBJECT", "BUFFER_SIZE", "MIP_LEVEL",
        "GLOBAL_WORK_SIZE", "PROPERTY", "IMAGE_DESCRIPTOR", "COMPILER_OPTIONS", "LINKER_OPTIONS", "DEVICE_PARTITION_COUNT",
    ];

    /// <summary>The name that cl.h gives a code, and the code.</summary>
    /// <param name="code">The code.</param>
    public static string Describe(int code)
    {
        string? name = -code switch
        {
            >= 0 and < 20 => "CL_" + Runtime[-code],
            >= 30 and < 69 => "CL_INVALID_" + Invalid[-code - 30],
            -NoPlatform => "CL_PLATFORM_NOT_FOUND_KHR",
            _ => null,
        };
        string number = code.ToString(CultureInfo.InvariantCulture);
        return name is null ? $"code {number}" : $"{name} ({number})";
    }
}
