using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using DeepGen;
using DeepGen.Benchmarks.Compare;

// From Main to the end of the first training step of model c. Prints milliseconds: all of it, those that the JIT took of it (on all threads
// together), and then how many methods it compiled.
const int Batch = 64;
long start = Stopwatch.GetTimestamp();
var (images, labels) = Data();
using var model = new DigitConvolutions();
using var optimizer = new Adam(model.Parameters, 1e-3);
model.Step(images, labels, Batch);
optimizer.Step();
Report(Stopwatch.GetElapsedTime(start).TotalMilliseconds);

static (float[] Images, int[] Labels) Data()
{
    var random = new Random(1);
    float[] images = new float[Batch * 28 * 28];
    foreach (ref float pixel in images.AsSpan()) pixel = random.NextSingle();
    int[] labels = new int[Batch];
    foreach (ref int label in labels.AsSpan()) label = random.Next(10);
    return (images, labels);
}

static void Report(double milliseconds)
{
    double compiling = JitInfo.GetCompilationTime().TotalMilliseconds;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds} {compiling} {JitInfo.GetCompiledMethodCount()}"));
}
