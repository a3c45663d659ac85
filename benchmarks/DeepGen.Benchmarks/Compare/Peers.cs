using System.Diagnostics;
using System.Globalization;

namespace DeepGen.Benchmarks.Compare;

/// <summary>Finds and starts the programs that we are compared with.</summary>
internal static class Peers
{
    /// <summary>The name of PyTorch.</summary>
    public const string Torch = "PyTorch";

    /// <summary>The name of ONNX Runtime.</summary>
    public const string OnnxRuntime = "ONNX Runtime";

    private static readonly Dictionary<string, string?> Plain = [];

    /// <summary>Ourselves, in a process of our own.</summary>
    public static Contender StartOwn(int threads)
    {
        var (program, arguments) = OwnProgram.With("compare-server");
        return Contender.Start("DeepGen", threads, program, arguments, Plain);
    }

    /// <summary>PyTorch.</summary>
    /// <exception cref="ContenderException">It is not there; the message says how to get it.</exception>
    public static Contender StartTorch(int threads) => StartTorch(threads, Torch);

    /// <summary>The same under a name of its own.</summary>
    /// <exception cref="ContenderException">It is not there; the message says how to get it.</exception>
    public static Contender StartTorch(int threads, string name)
    {
        string python = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(program => Runs(program, ["-c", "import torch"]))
            ?? throw new ContenderException(
                "PyTorch is not there; get it by: apt-get install python3-torch libopenblas0-pthread libopenblas0-openmp libdnnl2");
        string count = threads.ToString(CultureInfo.InvariantCulture);
        return Contender.Start(name, threads, python, [Script("torch_peer.py"), count], Plain);
    }

    /// <summary>ONNX Runtime.</summary>
    /// <exception cref="ContenderException">It is not there; the message says how to get it.</exception>
    public static Contender StartOnnxRuntime(int threads)
    {
        string folder = Path.GetDirectoryName(Script("onnxruntime_peer.js"))!;
        string script = "require(require.resolve('onnxruntime-node', { paths: [process.argv[1]] }))";
        return Runs("node", ["-e", script, folder])
            ? Contender.Start(OnnxRuntime, threads, "node", [Script("onnxruntime_peer.js")], Plain)
            : throw new ContenderException(
                "ONNX Runtime is not there; get it by: npm install --ignore-scripts --no-save --prefix benchmarks/peers onnxruntime-node");
    }

    private static string Script(string name) => Path.Combine(Repository.Root, "benchmarks", "peers", name);

    private static bool Runs(string program, string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
